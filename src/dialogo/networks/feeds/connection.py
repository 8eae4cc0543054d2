"""The connector of a feed: asks whether there is anything new, and reads it if there is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import httpx

from dialogo.networks.account import Account, Granted, Limits, Secrets
from dialogo.networks.errors import Refused, SignedOut
from dialogo.networks.feeds.reading import NO_FEED, read
from dialogo.networks.http import Door
from dialogo.networks.letter import Letter, Receipt, Ref
from dialogo.networks.seen import Figures, Followers, Message, Pulled
from dialogo.records.text import Text

ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.1"
READ_ONLY = Text(
    en="a feed is read, not written. Publish on the site.",
    it="un feed si legge e non si scrive. Pubblicate sul sito.",
)
OUT = Text(
    en="{url} may not be read any more. Check its address and connect it again.",
    it="{url} non si può più leggere. Controllate l'indirizzo e collegatelo di nuovo.",
)


def grant(kept: Mapping[str, str], given: Mapping[str, str], door: Door) -> Granted:
    """Reads it once to see that it is a feed."""
    url = given.get("url", "").strip()
    feed = Feed({"url": url if "://" in url else f"https://{url}"}, None, door)
    account = feed.whoami()
    return Granted(account, {"url": account.id}, {})


class Feed:
    """See `Connector`. The cursor keeps what the server calls its version, and a mark of each entry
    that is in the feed, so that what changed is told again and what did not is not."""

    limits = Limits(length=0, counted="characters", pictures=0, alt_length=0, threads=False)

    def __init__(self, settings: Mapping[str, str], secrets: Secrets | None, door: Door) -> None:
        self._url, self._door = settings["url"], door

    def whoami(self) -> Account:
        answer = self._ask({})
        title, _ = read(answer.content, self._url, self._door.now())
        return Account("feeds", self._url, self._url, title, httpx.URL(self._url).host, self._url)

    def pull(self, after: str | None) -> Pulled:
        cursor = json.loads(after) if after else {"asked": {}, "marks": {}}
        answer = self._ask(cursor["asked"])
        if answer.status_code == 304:
            return Pulled((), after)
        _, entries = read(answer.content, self._url, self._door.now())
        new = [entry for entry in entries if cursor["marks"].get(entry.post.ref.id) != entry.mark]
        versions = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}
        asked = {
            name: answer.headers[its] for name, its in versions.items() if its in answer.headers
        }
        marks = {entry.post.ref.id: entry.mark for entry in entries}
        said = json.dumps({"asked": asked, "marks": marks}, sort_keys=True)
        return Pulled(tuple(entry.post for entry in new), said)

    def thread(self, ref: Ref) -> Sequence[Message]:
        return ()

    def figures(self, ids: Sequence[str]) -> Sequence[Figures]:
        return ()

    def followers(self) -> Followers | None:
        return None

    def send(self, letter: Letter) -> Receipt:
        raise Refused(READ_ONLY, code="read-only")

    def find(self, letter: Letter) -> Receipt | None:
        return None

    def like(self, ref: Ref, key: str) -> None:
        raise Refused(READ_ONLY, code="read-only")

    def unlike(self, ref: Ref) -> None:
        raise Refused(READ_ONLY, code="read-only")

    def delete(self, ref: Ref) -> None:
        raise Refused(READ_ONLY, code="read-only")

    def close(self) -> None:
        """The door is closed by whoever opened it."""

    def _ask(self, asked: Mapping[str, str]) -> httpx.Response:
        answer = self._door.ask("GET", self._url, headers={"Accept": ACCEPT, **asked})
        status = answer.status_code
        if status in (401, 403, 410):
            raise SignedOut(OUT, code=str(status), url=self._url)
        if status not in (200, 304):
            raise Refused(NO_FEED, code=str(status), url=self._url)
        return answer
