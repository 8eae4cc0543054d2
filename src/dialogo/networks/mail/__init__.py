"""A mailbox: what people write to the company by mail."""

from datetime import timedelta

from dialogo.networks.mail.connection import Mail, grant
from dialogo.networks.pace import Pace
from dialogo.networks.shelf import Field, Network, Way
from dialogo.records.text import Text

NETWORK = Network(
    id="mail",
    title=Text(en="Email", it="Posta elettronica"),
    ways=(
        Way(
            id="password",
            kind="form",
            title=Text(en="With a password", it="Con una password"),
            fields=(
                Field(
                    name="address",
                    title=Text(en="Address", it="Indirizzo"),
                    hint=Text(
                        en="The address that people write to, such as hello@example.org.",
                        it="L'indirizzo a cui la gente scrive, per esempio info@example.org.",
                    ),
                ),
                Field(
                    name="password",
                    title=Text(en="Password", it="Password"),
                    hint=Text(
                        en="Where the provider has passwords for one program, that one.",
                        it="Se il fornitore ha password per singole app, quella.",
                    ),
                    secret=True,
                ),
                Field(
                    name="imap",
                    title=Text(en="Incoming server (IMAP)", it="Server in entrata (IMAP)"),
                    hint=Text(
                        en="Such as imap.example.org; with :143 it is encrypted by STARTTLS.",
                        it="Per esempio imap.example.org; con :143 la cifratura è STARTTLS.",
                    ),
                ),
                Field(
                    name="smtp",
                    title=Text(en="Outgoing server (SMTP)", it="Server in uscita (SMTP)"),
                    hint=Text(
                        en="Such as smtp.example.org; with :587 it is encrypted by STARTTLS.",
                        it="Per esempio smtp.example.org; con :587 la cifratura è STARTTLS.",
                    ),
                ),
                Field(
                    name="user",
                    title=Text(en="User name", it="Nome utente"),
                    hint=Text(en="If it is not the address.", it="Se non è l'indirizzo."),
                    required=False,
                    rare=True,
                ),
                Field(
                    name="name",
                    title=Text(en="Name of the sender", it="Nome del mittente"),
                    hint=Text(
                        en="What recipients see beside the address.",
                        it="Ciò che i destinatari vedono accanto all'indirizzo.",
                    ),
                    required=False,
                ),
            ),
            grant=grant,
            steps=(
                Text(
                    en="Look up in your provider's help what its servers for incoming mail (IMAP) "
                    "and outgoing mail (SMTP) are called. Gmail's are imap.gmail.com and "
                    "smtp.gmail.com.",
                    it="Cercate nelle istruzioni del vostro fornitore come si chiamano i server "
                    "della posta in entrata (IMAP) e in uscita (SMTP). Quelli di Gmail sono "
                    "imap.gmail.com e smtp.gmail.com.",
                ),
                Text(
                    en="If the provider has passwords for one program, make one for Dialogo. With "
                    "Gmail it has to be one: Google Account, Security, 2-Step Verification, App "
                    "passwords.",
                    it="Se il fornitore ha password per singole app, createne una per Dialogo. Con "
                    "Gmail serve proprio quella: Account Google, Sicurezza, Verifica in due "
                    "passaggi, Password per le app.",
                ),
            ),
            leave=Text(
                en="Delete the password that you made for Dialogo at your provider; if it was the "
                "mailbox's own, change it.",
                it="Presso il fornitore eliminate la password creata per Dialogo; se era quella "
                "della casella, cambiatela.",
            ),
        ),
    ),
    pace=Pace(burst=60, within=timedelta(minutes=1)),
    connect=Mail,
    brings=Text(
        en="What lies in the inbox and among the sent mail, each from the last 200 on. Nothing is "
        "marked as read, moved or deleted there.",
        it="Ciò che sta nella posta in arrivo e in quella inviata, dalle ultime 200 in poi. Là "
        "nulla viene segnato come letto, spostato o cancellato.",
    ),
    sends=Text(
        en="Answers from your address; a copy lies among the sent mail.",
        it="Risposte dal vostro indirizzo; una copia resta nella posta inviata.",
    ),
    cannot=Text(
        en="A mail cannot be taken back. Outlook.com, Hotmail and Microsoft 365 take no passwords "
        "from programs any more, and cannot be connected yet.",
        it="Una mail non si può ritirare. Outlook.com, Hotmail e Microsoft 365 non accettano più "
        "password dai programmi, e per ora non si possono collegare.",
    ),
)
