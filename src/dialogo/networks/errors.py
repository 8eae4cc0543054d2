"""What a network's failure means for whoever sent: each error is named by what may be done next.

Codes decide which one it is (the status, the network's own error code), never the words of a body.
"""

from __future__ import annotations

from datetime import datetime

from dialogo.records.text import Lang, Text

REPLY = "reply"  # the code of an answer that a network takes from people alone


class NetworkError(Exception):
    """Something a network did not do. `says` is for people; `code` is the network's own.

    `kept` are ids of parts of a letter that are there already (uploaded pictures): the next try
    gets them back as `Letter.kept`. None: what was there before still is.
    """

    def __init__(self, says: Text, /, *, code: str = "", **values: object) -> None:
        super().__init__(says, code, values)
        self.says = says
        self.code = code
        self.values = values
        self.kept: dict[str, str] | None = None

    def say(self, lang: Lang) -> str:
        return self.says.say(lang, **self.values)

    def __str__(self) -> str:
        return self.say("en") + (f" [{self.code}]" if self.code else "")


class Refused(NetworkError):
    """The network will not have it: tell the author, never send it again as it is."""


class SignedOut(NetworkError):
    """The network no longer knows us: the account's owner connects it again."""


class Throttled(NetworkError):
    """Too much at once, and surely not done: again at `retry_at`."""

    def __init__(self, says: Text, /, *, retry_at: datetime, code: str = "", **values: object):
        super().__init__(says, code=code, retry_at=retry_at, **values)
        self.retry_at = retry_at


class Unreachable(NetworkError):
    """The network could not be reached, and surely nothing was done: again, with growing pauses."""


class Unsettled(NetworkError):
    """Perhaps done: look on the network (`Connector.find`) before any second try."""
