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
                        en="Where the provider offers passwords for one program, make one.",
                        it="Se il fornitore offre password per singole applicazioni, createne una.",
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
        ),
    ),
    pace=Pace(burst=60, within=timedelta(minutes=1)),
    connect=Mail,
)
