"""People on a real Bluesky network, who write by its own API and without our connector."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import httpx

from tests.networks.inbox import until
from tests.networks.words import RNG, now

PATIENCE = 60.0  # seconds until the AppView shows what a server took
POST = "app.bsky.feed.post"


class Network:
    """The addresses of one network, and the power of whoever runs it."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.pds, self.plc, self.appview = told["pds"], told["plc"], told["appview"]
        self._admin = (told["admin"]["user"], told["admin"]["password"])

    def show(self, uri: str) -> dict[str, Any] | None:
        """What the AppView shows of a post."""
        found = httpx.get(f"{self.appview}/xrpc/app.bsky.feed.getPosts", params={"uris": uri})
        posts: list[dict[str, Any]] = found.json().get("posts") or []
        return posts[0] if posts else None

    def settled(self, uri: str) -> dict[str, Any]:
        """The same, once it is there."""
        return until(lambda: self.show(uri), PATIENCE)

    def take_down(self, did: str, applied: bool = True) -> None:
        subject = {"$type": "com.atproto.admin.defs#repoRef", "did": did}
        httpx.post(
            f"{self.pds}/xrpc/com.atproto.admin.updateSubjectStatus",
            auth=self._admin,
            json={"subject": subject, "takedown": {"applied": applied}},
        ).raise_for_status()


class Person:
    """An account, made when it is first needed."""

    def __init__(self, network: Network, name: str) -> None:
        self.network = network
        self.handle = f"{name}{RNG.getrandbits(32):08x}.test"
        self.password = f"password of {name}"
        made = httpx.post(
            f"{network.pds}/xrpc/com.atproto.server.createAccount",
            json={
                "handle": self.handle,
                "email": f"{self.handle}@example.com",
                "password": self.password,
            },
            timeout=30,
        )
        made.raise_for_status()
        self.did = str(made.json()["did"])
        self._token = made.json()["accessJwt"]
        until(self._known, PATIENCE)

    def ask(self, method: str, name: str, **content: Any) -> Any:
        """Any call, as this person."""
        headers = {"Authorization": f"Bearer {self._token}", **content.pop("headers", {})}
        url = f"{self.network.pds}/xrpc/{name}"
        answer = httpx.request(method, url, headers=headers, timeout=30, **content)
        assert answer.is_success, (name, answer.status_code, answer.text)
        return answer.json() if answer.content else {}

    def post(self, text: str, **rest: Any) -> str:
        """Gives back the uri at once, before the AppView knows of it."""
        record = {"$type": POST, "text": text, "createdAt": now().isoformat(), **rest}
        return str(self._create(POST, record)["uri"])

    def mention(self, whom: str, did: str, text: str) -> str:
        return str(self._create(POST, self._naming(whom, did, text))["uri"])

    def mention_all(self, whom: str, did: str, texts: list[str], every: int = 1) -> list[str]:
        """Many in one commit, written one after the other: `every` so many in a millisecond."""
        since = now()
        writes = []
        for number, text in enumerate(texts):
            at = since + timedelta(milliseconds=number // every)
            value = self._naming(whom, did, text) | {"createdAt": at.isoformat()}
            kind = "com.atproto.repo.applyWrites#create"
            writes.append({"$type": kind, "collection": POST, "value": value})
        body = {"repo": self.did, "writes": writes}
        made = self.ask("POST", "com.atproto.repo.applyWrites", json=body)
        return [one["uri"] for one in made["results"]]

    def _naming(self, whom: str, did: str, text: str) -> dict[str, Any]:
        name = f"@{whom.lstrip('@')}"
        facet = {
            "index": {"byteStart": 0, "byteEnd": len(name)},
            "features": [{"$type": "app.bsky.richtext.facet#mention", "did": did}],
        }
        text = f"{name} {text}"
        return {"$type": POST, "text": text, "createdAt": now().isoformat(), "facets": [facet]}

    def reply(self, to: str, text: str) -> str:
        """Waits until the AppView knows the parent: a reply that is faster may never be told."""
        return self.reply_at_once(self.network.settled(to), text)

    def reply_at_once(self, to: dict[str, Any], text: str) -> str:
        parent = {"uri": to["uri"], "cid": to["cid"]}
        root = (to["record"].get("reply") or {}).get("root") or parent
        return self.post(text, reply={"root": root, "parent": parent})

    def quote(self, of: str, text: str) -> str:
        seen = self.network.settled(of)
        record = {"uri": of, "cid": seen["cid"]}
        return self.post(text, embed={"$type": "app.bsky.embed.record", "record": record})

    def edit(self, uri: str, text: str) -> None:
        key = uri.rsplit("/", 1)[1]
        before = self.ask("GET", "com.atproto.repo.getRecord", params=self._at(uri))["value"]
        name = re.match(r"@\S+ ", before["text"])
        record = {**before, "text": (name.group() if name else "") + text}
        body = {"repo": self.did, "collection": POST, "rkey": key, "record": record}
        self.ask("POST", "com.atproto.repo.putRecord", json=body)

    def remove(self, uri: str) -> None:
        self.ask("POST", "com.atproto.repo.deleteRecord", json=self._at(uri))

    def like(self, uri: str) -> None:
        subject = {"uri": uri, "cid": self.network.settled(uri)["cid"]}
        self._mark("app.bsky.feed.like", subject)

    def follow(self, did: str) -> None:
        self._mark("app.bsky.graph.follow", did)

    def posts(self) -> list[dict[str, Any]]:
        """Every post on this person's server, the oldest first."""
        found: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            asked = {"repo": self.did, "collection": POST, "limit": 100, "reverse": True}
            page = self.ask(
                "GET", "com.atproto.repo.listRecords", params=asked | _only(cursor=cursor)
            )
            found += page["records"]
            cursor = page.get("cursor")
            if not cursor:
                return found

    def _create(self, collection: str, record: dict[str, Any]) -> Any:
        body = {"repo": self.did, "collection": collection, "record": record}
        return self.ask("POST", "com.atproto.repo.createRecord", json=body)

    def _mark(self, collection: str, subject: Any) -> None:
        record = {"$type": collection, "subject": subject, "createdAt": now().isoformat()}
        self._create(collection, record)

    def _at(self, uri: str) -> dict[str, str]:
        repo, collection, key = uri.removeprefix("at://").split("/")
        return {"repo": repo, "collection": collection, "rkey": key}

    def _known(self) -> bool | None:
        url = f"{self.network.appview}/xrpc/app.bsky.actor.getProfile"
        return httpx.get(url, params={"actor": self.did}).is_success or None


def _only(**given: Any) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None}
