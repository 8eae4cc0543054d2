"""One account on Bluesky: reads through its server what the AppView shows, writes to its own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from dialogo.networks.account import Account, Limits, Secrets
from dialogo.networks.bluesky import directs, identity, outside, views
from dialogo.networks.bluesky.pull import below, posts, pull
from dialogo.networks.bluesky.record import (
    CAPTION_BYTES,
    FILM_BYTES,
    FILM_SECONDS,
    LENGTH,
    LIKE,
    PICTURE_BYTES,
    POST,
    VTT,
    captions_of,
    check,
    drawn_at,
    moment,
    pictures_of,
    record,
)
from dialogo.networks.bluesky.session import Session, away
from dialogo.networks.bluesky.xrpc import TAKEN_DOWN, Json
from dialogo.networks.errors import NetworkError, Refused, SignedOut
from dialogo.networks.http import Door
from dialogo.networks.letter import Captions, Film, Letter, Picture, Receipt, Ref
from dialogo.networks.outside import Alone, Kind, Overheard
from dialogo.networks.seen import Figures, Followers, Message, Pulled
from dialogo.records.text import Text

NOT_OURS = Text(
    en="this belongs to another account, who alone may take it down.",
    it="questo appartiene a un altro profilo, che è il solo a poterlo togliere.",
)
PARENT_GONE = Text(
    en="what this answers is no longer on Bluesky.",
    it="ciò a cui questo risponde non è più su Bluesky.",
)


class BlueskyConnector:
    """Implements `connector.Connector`."""

    def __init__(self, settings: Mapping[str, str], secrets: Secrets, door: Door) -> None:
        self._session = Session(settings, secrets, door)
        self._door = door
        self._settings = settings
        self._chats: bool | None = None

    @property
    def limits(self) -> Limits:
        """The lexicon's; whether there are private messages is asked once."""
        return Limits(
            length=LENGTH,
            counted="graphemes",
            picture_bytes=PICTURE_BYTES,
            picture_types=("image/jpeg", "image/png", "image/webp", "image/gif"),
            alt_length=2000,
            quotes=True,
            directs=self._has_chats(),
            honours_keys="for ever",
            films=1,
            film_bytes=FILM_BYTES,
            film_seconds=FILM_SECONDS,
            captions=CAPTION_BYTES,
        )

    def whoami(self) -> Account:
        found = self._present()
        did, handle = str(found.get("did")), str(found.get("handle"))
        profile: Json = {}
        # An account made a moment ago has no profile yet, and lives well without.
        with suppress(Refused):
            profile = self._session.get("app.bsky.actor.getProfile", actor=did)
        return Account(
            network="bluesky",
            id=did,
            handle=f"@{handle}",
            name=str(profile.get("displayName") or ""),
            server=self._session.server,
            url=f"{views.SITE}/profile/{did}",
            picture=profile.get("avatar"),
            followers=profile.get("followersCount"),
            moved_to=self._moved(did, found.get("didDoc")),
        )

    def pull(self, after: str | None) -> Pulled:
        # A taken down account may go on reading for hours, and would find nothing new.
        self._present()
        if not self._has_chats():
            return pull(self._session, after)
        return directs.with_directs(self._session, after, pull(self._session, after))

    def thread(self, ref: Ref) -> Sequence[Message]:
        if directs.is_direct(ref.id):
            return directs.thread(self._session, ref)
        us = self._session.did
        here = posts(self._session, [ref.id]).get(ref.id)
        root = (ref.root or (views.ref(here).root if here else None) or ref).id
        found = below(self._session, root)
        if ref.id not in {str(view.get("uri")) for view in found}:
            # The head is gone, or does not show this branch.
            found += below(self._session, ref.id, above=1000)
        unique = {str(view.get("uri")): view for view in found}
        return [views.message(view, us) for view in sorted(unique.values(), key=views.sent_at)]

    def figures(self, ids: Sequence[str]) -> Sequence[Figures]:
        now, shown = self._door.now(), posts(self._session, ids)
        return [views.figures(shown[known], now) for known in ids if known in shown]

    def followers(self) -> Followers | None:
        found = self._session.get("app.bsky.actor.getProfile", actor=self._session.did)
        if "followersCount" not in found:
            return None
        return Followers(
            read_at=self._door.now(),
            followers=int(found["followersCount"]),
            following=found.get("followsCount"),
            posts=found.get("postsCount"),
        )

    def look(self, kind: Kind, what: str) -> Sequence[Overheard]:
        return outside.look(self._session, self._did_of, kind, what)

    def alone(self, who: str) -> Alone:
        return outside.alone(self._session, who)

    def send(self, letter: Letter) -> Receipt:
        """Puts the record where its key says, and only if nothing is there yet: a letter that is
        there is never written over, whatever has become of it meanwhile."""
        if letter.audience == "direct":
            return directs.send(self._session, letter)
        check(letter)
        blobs = self._uploaded(letter)
        kept = {name: json.dumps(blob) for name, blob in blobs.items()}
        try:
            full = self._versioned(letter)
            made = record(full, self._did_of, blobs, full.reply_to)
            put = self._put(POST, letter.key, made)
        except NetworkError as error:
            error.kept = {} if error.code == "BlobNotFound" else kept
            if error.code != "InvalidSwap":
                raise
            return self._there_already(letter, kept, error)
        ref = Ref(
            str(put["uri"]),
            str(put["cid"]),
            full.reply_to and (full.reply_to.root or full.reply_to),
        )
        return Receipt(ref, views.web(ref.id), self._door.now(), kept)

    def find(self, letter: Letter) -> Receipt | None:
        if letter.audience == "direct":
            return directs.find(self._session, letter)
        found = self._get(POST, letter.key)
        if found is None:
            return None
        uri = str(found["uri"])
        seen = posts(self._session, [uri]).get(uri)
        reply = views.reply_of({"uri": uri, "record": found.get("value")})
        ref = Ref(uri, str(found.get("cid")), reply[1] if reply else None)
        at = views.moment(seen.get("indexedAt")) if seen else None
        return Receipt(ref, views.web(uri), at or self._door.now())

    def like(self, ref: Ref, key: str) -> None:
        """The like lies where its key says, so that the same key twice is one."""
        subject = self._known(ref)
        made = {
            "$type": LIKE,
            "subject": {"uri": subject.id, "cid": subject.version},
            "createdAt": moment(drawn_at(key)),
        }
        try:
            self._put(LIKE, key, made, sends=False)
        except Refused as error:
            if error.code != "InvalidSwap":
                raise

    def unlike(self, ref: Ref) -> None:
        """Takes every like of it away, whichever program put it there."""
        us = self._session.did
        recent = self._session.get(
            "com.atproto.repo.listRecords", repo=us, collection=LIKE, limit=100
        )
        found = {
            str(one.get("uri"))
            for one in recent.get("records") or []
            if ((one.get("value") or {}).get("subject") or {}).get("uri") == ref.id
        }
        seen = posts(self._session, [ref.id]).get(ref.id)
        if seen and (liked := (seen.get("viewer") or {}).get("like")):
            found.add(str(liked))
        for uri in sorted(found):
            self._delete(uri)

    def delete(self, ref: Ref) -> None:
        if directs.is_direct(ref.id):
            directs.delete(self._session, ref)
        else:
            self._delete(ref.id)

    def close(self) -> None:
        self._door.close()

    # Records

    def _put(self, collection: str, key: str, made: Json, sends: bool = True) -> Json:
        body = {
            "repo": self._session.did,
            "collection": collection,
            "rkey": key[:13],
            "record": made,
            "swapRecord": None,
        }
        return self._session.post("com.atproto.repo.putRecord", body, sends=sends)

    def _get(self, collection: str, key: str) -> Json | None:
        try:
            return self._session.get(
                "com.atproto.repo.getRecord",
                repo=self._session.did,
                collection=collection,
                rkey=key[:13],
            )
        except Refused as error:
            if error.code == "RecordNotFound":
                return None
            raise

    def _delete(self, uri: str) -> None:
        parts = views.uri_parts(uri)
        if parts is None or parts[0] != self._session.did:
            raise Refused(NOT_OURS, code="not-ours")
        body = {"repo": parts[0], "collection": parts[1], "rkey": parts[2]}
        self._session.post("com.atproto.repo.deleteRecord", body, sends=False)

    # Letters

    def _uploaded(self, letter: Letter) -> dict[str, Json]:
        blobs: dict[str, Json] = {}
        hung: dict[str, Picture | Film | Captions] = {**pictures_of(letter), **captions_of(letter)}
        if letter.film:
            hung["film"] = letter.film
        for name, one in hung.items():
            if name in letter.kept:
                blobs[name] = json.loads(letter.kept[name])
                continue
            try:
                if isinstance(one, Film):
                    answer = self._session.upload_film(one)
                elif isinstance(one, Captions):
                    answer = self._session.upload(one.data, VTT)
                else:
                    answer = self._session.upload(one.bytes(), one.mime)
            except NetworkError as error:
                error.kept = {done: json.dumps(blob) for done, blob in blobs.items()}
                raise
            blobs[name] = answer["blob"]
        return blobs

    def _versioned(self, letter: Letter) -> Letter:
        """With the versions, and the head of the thread, that a record must name."""
        parent, quoted = letter.reply_to, letter.quote
        if parent and not (parent.version and (parent.root is None or parent.root.version)):
            parent = self._known(Ref(parent.id))
        elif parent and parent.root is None:
            parent = self._known(parent)
        if quoted and not quoted.version:
            quoted = self._known(quoted)
        return replace(letter, reply_to=parent, quote=quoted)

    def _known(self, ref: Ref) -> Ref:
        """Something with its version and its head as they are now."""
        seen = posts(self._session, [ref.id]).get(ref.id)
        if seen:
            return views.ref(seen)
        parts = views.uri_parts(ref.id)
        if parts is None:
            raise Refused(PARENT_GONE, code="no-parent")
        repo, collection, key = parts
        try:
            found = self._session.get(
                "com.atproto.repo.getRecord", repo=repo, collection=collection, rkey=key
            )
        except Refused as error:
            raise Refused(PARENT_GONE, code=error.code) from error
        return views.ref({**found, "record": found.get("value")})

    def _there_already(self, letter: Letter, kept: dict[str, str], error: NetworkError) -> Receipt:
        found = self.find(letter)
        if found is None:
            raise error
        return replace(found, kept=kept)

    def _did_of(self, handle: str) -> str | None:
        try:
            found = self._session.get("com.atproto.identity.resolveHandle", handle=handle)
        except Refused:
            return None
        return str(found.get("did"))

    def _present(self) -> Json:
        """The session as the server has it. Raises `SignedOut` if the account is not active."""
        try:
            found = self._session.get("com.atproto.server.getSession")
        except Refused as error:
            # A server that has taken an account down says that it finds none.
            raise SignedOut(TAKEN_DOWN, code=error.code, who=self._session.handle) from error
        if found.get("active") is False:
            raise away(found, str(found.get("handle")))
        return found

    def _moved(self, did: str, entry: object) -> str | None:
        """The server that the account's public entry names, if it is another than at sign-in."""
        if not isinstance(entry, dict) or not self._settings.get("home"):
            return None
        with suppress(Refused):
            home = identity.described(did, entry).server
            return home if home != self._settings["home"] else None
        return None

    def _has_chats(self) -> bool:
        if self._chats is None:
            self._chats = directs.are_there(self._session)
        return self._chats
