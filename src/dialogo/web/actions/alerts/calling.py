"""A call to a server of others, and what did not go: why, and until when to wait."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import httpx
from django.conf import settings
from django.utils import timezone

from dialogo.networks.errors import NetworkError, Throttled
from dialogo.networks.http import Allowed, Door
from dialogo.records.text import Text

READ, TOTAL = 10.0, 20.0  # seconds
ANSWERED = Text(
    en="The address answered with status {status}; 200 to 299 would have been right.",
    it="L'indirizzo ha risposto con lo stato {status}; erano attesi quelli da 200 a 299.",
)


class NotSent(Exception):
    """It did not go; `said` tells why, in both languages. Not again before `until`; where `ends`,
    never again."""

    def __init__(
        self,
        text: Text,
        values: Mapping[str, object] | None = None,
        *,
        until: datetime | None = None,
        ends: bool = False,
    ) -> None:
        super().__init__(text)
        self.said = {lang: text.say(lang, **(values or {})) for lang in ("en", "it")}
        self.until, self.ends = until, ends


def call(url: str, body: bytes, headers: Mapping[str, str]) -> httpx.Response:
    """What a POST is answered with, any status below 500 but 429; raises `NotSent` for the rest."""
    door = Door(
        now=timezone.now,
        allowed=Allowed.of(settings.OPTIONS.allowed_hosts),
        read=READ,
        total=TOTAL,
        most=100_000,
    )
    try:
        return door.ask("POST", url, content=body, headers=headers)
    except NetworkError as trouble:
        until = trouble.retry_at if isinstance(trouble, Throttled) else None
        raise NotSent(trouble.says, trouble.values, until=until) from trouble
    finally:
        door.close()


def check_taken(answer: httpx.Response) -> None:
    """Raises `NotSent` unless the answer says that it was taken."""
    if not 200 <= answer.status_code < 300:
        raise NotSent(ANSWERED, {"status": answer.status_code})
