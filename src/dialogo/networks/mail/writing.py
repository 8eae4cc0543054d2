"""From a letter to a mail: at every try the letter's key is its Message-ID."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from dialogo.networks.account import Limits
from dialogo.networks.errors import Refused
from dialogo.networks.letter import Letter
from dialogo.records.text import Text

LIMITS = Limits(
    length=200_000,
    counted="characters",
    pictures=10,
    picture_bytes=10_000_000,
    picture_types=("image/jpeg", "image/png", "image/webp", "image/gif"),
    threads=False,
    directs=True,
)
NOBODY = Text(
    en="it is for nobody. Say whom it is for.", it="non ha destinatari. Indicate per chi è."
)
BAD_ADDRESS = Text(
    en="{address} is no mail address that this server can write to.",
    it="{address} non è un indirizzo di posta a cui questo server può scrivere.",
)
TOO_LONG = Text(
    en="the text has {length} characters, at the most {most} are sent. Shorten it.",
    it="il testo ha {length} caratteri, se ne inviano al massimo {most}. Accorciatelo.",
)


def message_id(letter: Letter, sender: str) -> str:
    """Without brackets."""
    return f"{letter.key}@{sender.rpartition('@')[2]}"


def compose(
    letter: Letter,
    sender: str,
    name: str,
    subject: str,
    references: list[str],
    *,
    now: datetime,
) -> EmailMessage:
    """Raises `Refused` for what no mail can be made of."""
    if not letter.to:
        raise Refused(NOBODY, code="nobody")
    if len(letter.text) > LIMITS.length:
        raise Refused(TOO_LONG, code="too-long", length=len(letter.text), most=LIMITS.length)
    for address in letter.to:
        if not address.isascii() or address.count("@") != 1 or set(address) & set('\r\n <>,;"'):
            raise Refused(BAD_ADDRESS, code="address", address=address[:200])
    mail = EmailMessage(SMTP.clone(cte_type="7bit"))
    mail["From"] = formataddr((" ".join(name.split()), sender))
    mail["To"] = ", ".join(letter.to)
    mail["Subject"] = " ".join((letter.subject or subject).split())
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{message_id(letter, sender)}>"
    if letter.reply_to:
        chain = list(dict.fromkeys([*references, letter.reply_to.id]))
        mail["In-Reply-To"] = f"<{letter.reply_to.id}>"
        mail["References"] = " ".join(f"<{known}>" for known in chain)
    text = letter.text
    if letter.card:
        text += f"\n\n{letter.card.title}\n{letter.card.url}"
    mail.set_content(text)
    for picture in letter.pictures:
        kind, _, detail = picture.mime.partition("/")
        mail.add_attachment(
            picture.bytes(),
            maintype=kind,
            subtype=detail,
            filename=picture.name,
            disposition="inline",
        )
        parts = list(mail.iter_attachments())
        parts[-1]["Content-Description"] = " ".join(picture.alt.split())
    return mail
