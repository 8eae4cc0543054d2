"""The connector of a bot on Telegram."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from dialogo.networks.account import Account, Secrets
from dialogo.networks.errors import Refused, SignedOut, Unreachable, Unsettled
from dialogo.networks.http import Door
from dialogo.networks.letter import Letter, Receipt, Ref
from dialogo.networks.seen import Figures, Followers, Message, Pulled
from dialogo.networks.telegram import sending
from dialogo.networks.telegram.api import NOT_SPOKEN, SIGNED_OUT, Api
from dialogo.networks.telegram.messages import Us
from dialogo.networks.telegram.pull import pull
from dialogo.networks.telegram.sign_in import account
from dialogo.records.text import Text

CANNOT_TELL = Text(
    en="Telegram took it or not: a bot cannot read what it wrote. Look in the chat, then say that "
    "it was sent, or send it again.",
    it="non si sa se Telegram l'ha preso: un bot non può rileggere ciò che ha scritto. Guardate "
    "nella chat, poi segnatelo come inviato o inviatelo di nuovo.",
)


class Telegram:
    """See `Connector`. The Bot API has no idempotency key and shows nothing of the past: what is in
    doubt is for a person to decide, and a thread is what was pulled of it."""

    limits = sending.LIMITS

    def __init__(self, settings: Mapping[str, str], secrets: Secrets, door: Door) -> None:
        self._settings, self._door = settings, door
        self._api = Api(door, settings["server"], secrets.read().get("token", ""))
        self._us = Us.of(settings)

    def whoami(self) -> Account:
        me = self._api.ask("getMe")
        if not isinstance(me, dict) or not isinstance(me.get("id"), int):
            raise Unreachable(NOT_SPOKEN, code="shape", host=self._api.host)
        if str(me["id"]) != self._settings["account"]:
            raise SignedOut(SIGNED_OUT, code="another", host=self._api.host)
        return account(me, self._api.host, self._settings, self._members())

    def pull(self, after: str | None) -> Pulled:
        return pull(self._api, self._us, after)

    def thread(self, ref: Ref) -> Sequence[Message]:
        return ()

    def figures(self, ids: Sequence[str]) -> Sequence[Figures]:
        """None can be asked for: reactions are told when they change, by `pull`."""
        return ()

    def followers(self) -> Followers | None:
        members = self._members()
        return None if members is None else Followers(self._door.now(), members)

    def send(self, letter: Letter) -> Receipt:
        return sending.send(self._api, self._us, letter)

    def find(self, letter: Letter) -> Receipt | None:
        raise Unsettled(CANNOT_TELL, code="no-look", host=self._api.host)

    def like(self, ref: Ref, key: str) -> None:
        sending.react(self._api, ref, "👍")

    def unlike(self, ref: Ref) -> None:
        with suppress(Refused):  # what is gone has no reaction either
            sending.react(self._api, ref, None)

    def delete(self, ref: Ref) -> None:
        sending.delete(self._api, ref)

    def close(self) -> None:
        self._door.close()

    def _members(self) -> int | None:
        if not self._us.channel:
            return None
        found = self._api.ask("getChatMemberCount", chat_id=self._us.channel)
        return found if isinstance(found, int) else None
