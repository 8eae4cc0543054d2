"""A connected account on a server with the Mastodon client API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from dialogo.networks.account import Account, Limits, Secrets
from dialogo.networks.errors import Unreachable
from dialogo.networks.http import Door
from dialogo.networks.letter import Letter, Receipt, Ref
from dialogo.networks.mastodon import finding, outside, pull, sending, statuses
from dialogo.networks.mastodon.api import NOT_SPOKEN, Api, Json, segment
from dialogo.networks.mastodon.server import Server, look
from dialogo.networks.mastodon.tokens import renewing
from dialogo.networks.outside import Alone, Kind, Overheard
from dialogo.networks.seen import Figures, Followers, Message, Pulled

REMEMBERED = 1000  # letters whose status this connection knows


class Mastodon:
    """See `Connector`. What the server is and who we are is asked once a connection."""

    def __init__(self, settings: Mapping[str, str], secrets: Secrets, door: Door) -> None:
        self._door = door
        base, token = settings["server"], secrets.read().get("access_token")
        self._api = Api(door, base, token, renewing(secrets, door, base))
        self._me = settings.get("account")
        self._known: dict[str, str] = {}

    @cached_property
    def server(self) -> Server:
        return look(self._api)

    @property
    def limits(self) -> Limits:
        return self.server.limits

    def whoami(self) -> Account:
        return statuses.account(self._myself(), self._api.host)

    def pull(self, after: str | None) -> Pulled:
        return pull.pull(self._api, self.server, self._id, after, self._door.now())

    def thread(self, ref: Ref) -> Sequence[Message]:
        return pull.thread(self._api, self._id, ref)

    def figures(self, ids: Sequence[str]) -> Sequence[Figures]:
        """Of those that are still there."""
        found = (self._api.perhaps(f"/api/v1/statuses/{segment(each)}") for each in ids)
        now = self._door.now()
        return [statuses.figures(one, now) for one in found if one and one.get("id")]

    def followers(self) -> Followers | None:
        me = self._myself()
        followers = statuses.count(me, "followers_count")
        if followers is None:
            return None
        return Followers(
            read_at=self._door.now(),
            followers=followers,
            following=statuses.count(me, "following_count"),
            posts=statuses.count(me, "statuses_count"),
        )

    def look(self, kind: Kind, what: str) -> Sequence[Overheard]:
        return outside.look(self._api, self._id, kind, what)

    def alone(self, who: str) -> Alone:
        return outside.alone(self._api, who)

    def send(self, letter: Letter) -> Receipt:
        sent = sending.send(
            self._api, self.server, self._id, letter, now=self._door.now(), known=self._known
        )
        return self._remembered(sent, letter)

    def find(self, letter: Letter) -> Receipt | None:
        found = finding.find(self._api, self.server, self._id, letter, self._known)
        return self._remembered(found, letter) if found else None

    def like(self, ref: Ref, key: str) -> None:
        self._api.do("POST", f"/api/v1/statuses/{segment(ref.id)}/favourite", sends=False)

    def unlike(self, ref: Ref) -> None:
        path = f"/api/v1/statuses/{segment(ref.id)}/unfavourite"
        self._api.do("POST", path, sends=False, gone_is_fine=True)

    def delete(self, ref: Ref) -> None:
        self._api.do(
            "DELETE", f"/api/v1/statuses/{segment(ref.id)}", sends=False, gone_is_fine=True
        )

    def close(self) -> None:
        self._door.close()

    @property
    def _id(self) -> str:
        if self._me is None:
            self._me = str(self._myself()["id"])
        return self._me

    def _myself(self) -> Json:
        me = self._api.get("/api/v1/accounts/verify_credentials")
        if not isinstance(me, dict) or not me.get("id"):
            raise Unreachable(NOT_SPOKEN, code="shape", host=self._api.host)
        return me

    def _remembered(self, receipt: Receipt, letter: Letter) -> Receipt:
        self._known[receipt.ref.id] = letter.key
        while len(self._known) > REMEMBERED:
            del self._known[next(iter(self._known))]
        return receipt
