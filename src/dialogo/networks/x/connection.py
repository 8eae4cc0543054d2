"""A connected account on X."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dialogo.networks.account import Account, Limits, Secrets
from dialogo.networks.errors import Refused
from dialogo.networks.http import Door
from dialogo.networks.letter import Letter, Receipt, Ref
from dialogo.networks.metered import prices_of
from dialogo.networks.seen import Figures, Followers, Message, Pulled
from dialogo.networks.x import finding, posts, pull, sending
from dialogo.networks.x.api import SERVER, Api, Json
from dialogo.networks.x.posts import Us, count
from dialogo.networks.x.prices import CHARGES, DELETE
from dialogo.networks.x.sign_in import SHORT, account, myself
from dialogo.networks.x.tokens import Tokens
from dialogo.records.text import Text

NO_LIKES = Text(
    en="X lets no program like anything. Do it on X.",
    it="X non permette ai programmi di mettere «mi piace». Fatelo su X.",
)


class X:
    """See `Connector`. Every call is charged: what was asked of our profile serves for what is
    asked next."""

    def __init__(self, settings: Mapping[str, str], secrets: Secrets, door: Door) -> None:
        self._door = door
        self._us = Us(settings["account"], settings["handle"])
        self._length = int(settings.get("length") or SHORT)
        tokens = Tokens(settings, secrets, door)
        base = settings.get("server") or SERVER
        self._api = Api(door, base, prices_of(CHARGES, settings), tokens.token)
        self._known: Json | None = None

    @property
    def limits(self) -> Limits:
        return sending.limits(self._length)

    def whoami(self) -> Account:
        self._known = myself(self._api)
        return account(self._known)

    def pull(self, after: str | None) -> Pulled:
        return pull.pull(self._api, self._us, after, self._door.now())

    def thread(self, ref: Ref) -> Sequence[Message]:
        """What stands above it, and it: the whole of a thread is not read, since it is charged."""
        return pull.thread(self._api, self._us, ref)

    def figures(self, ids: Sequence[str]) -> Sequence[Figures]:
        return pull.figures(self._api, ids, self._door.now())

    def followers(self) -> Followers | None:
        me, self._known = self._known or myself(self._api), None
        counted = me.get("public_metrics")
        followers = count(counted, "followers_count")
        if followers is None:
            return None
        return Followers(
            read_at=self._door.now(),
            followers=followers,
            following=count(counted, "following_count"),
            posts=count(counted, "tweet_count", "post_count"),
        )

    def send(self, letter: Letter) -> Receipt:
        return sending.send(self._api, self._us, letter, self._length, self._door.now())

    def find(self, letter: Letter) -> Receipt | None:
        return finding.find(self._api, self._us, letter, self._door.now())

    def like(self, ref: Ref, key: str) -> None:
        raise Refused(NO_LIKES, code="like")

    def unlike(self, ref: Ref) -> None:
        raise Refused(NO_LIKES, code="like")

    def delete(self, ref: Ref) -> None:
        cost = self._api.prices[DELETE]
        try:
            self._api.do("DELETE", f"/2/tweets/{posts.newest_of(ref)}", cost)
        except Refused as error:
            if error.code != "404":  # gone already
                raise

    def close(self) -> None:
        self._door.close()
