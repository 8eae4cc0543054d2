"""What a fake server with Mastodon's client API answers, path by path."""

from __future__ import annotations

import hashlib
import re
from base64 import urlsafe_b64encode
from typing import Any

from tests.networks.mastodon_server import Handler, route
from tests.networks.mastodon_state import Json, Status

# What it is


@route("GET", "/api/v([12])/instance")
def instance(self: Handler, version: str) -> None:
    if version == "2" and self.kind.instance != 2:
        breaks = self.kind.instance == "2 breaks"
        self.say(500, b"Server Error", "text/html") if breaks else self.say(
            404, b"no", "text/plain"
        )
        return
    statuses = {"max_characters": self.kind.length, "max_media_attachments": 4}
    statuses["characters_reserved_per_url"] = 23
    media: Json = {"supported_mime_types": ["image/jpeg", "image/png", "video/mp4"]}
    media |= {"image_size_limit": 16_000_000, "video_size_limit": 103_809_024}
    media |= {"video_matrix_limit": 8_294_400, "video_frame_rate_limit": 120}
    told: Json = {"title": "Fake", "version": self.kind.version}
    told["configuration"] = {"statuses": statuses, "media_attachments": media}
    if self.kind.api_version:
        told["api_versions"] = {"mastodon": self.kind.api_version}
    self.say(200, told)


@route("GET", "/.well-known/nodeinfo")
def nodeinfo_links(self: Handler) -> None:
    if not self.kind.nodeinfo:
        self.say(404, {})
        return
    rel = "http://nodeinfo.diaspora.software/ns/schema/2.0"
    self.say(200, {"links": [{"rel": rel, "href": f"{self.state.base}/nodeinfo/2.0"}]})


@route("GET", "/nodeinfo/2.0")
def nodeinfo(self: Handler) -> None:
    self.say(200, {"software": {"name": self.kind.software, "version": self.kind.version}})


# Signing in


@route("POST", "/api/v1/apps")
def apps(self: Handler) -> None:
    key = f"client-{len(self.state.apps)}"
    self.state.apps[key] = {**self.sent, "secret": f"secret-{key}"}
    self.say(200, {"id": "1", "client_id": key, "client_secret": f"secret-{key}"})


@route("GET", "/.well-known/oauth-authorization-server")
def metadata(self: Handler) -> None:
    told = {"code_challenge_methods_supported": ["S256"]}
    self.say(200, told) if self.kind.pkce else self.say(404, {})


@route("POST", "/oauth/token")
def token(self: Handler) -> None:
    if self.sent.get("grant_type") == "refresh_token":
        name = self.state.renewals.pop(self.sent.get("refresh_token", ""), None)
        app = self.state.apps.get(self.sent.get("client_id", ""), {})
        if name is None or app.get("secret") != self.sent.get("client_secret"):
            self.say(400, {"error": "invalid_grant"})
        else:
            self.say(200, _tokens(self, name))
        return
    sent, asked = self.sent, self.state.codes.get(self.sent.get("code", ""))
    app = self.state.apps.get(sent.get("client_id", ""), {})
    if asked and "code_challenge" in asked:
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        if urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            asked = None
    same = asked and asked["redirect_uri"] == sent.get("redirect_uri") == app.get("redirect_uris")
    if not same or app["secret"] != sent.get("client_secret"):
        self.say(400, {"error": "invalid_grant", "error_description": "The code is not valid."})
        return
    if not self.kind.code_twice:
        del self.state.codes[sent["code"]]
    self.say(200, _tokens(self, "company"))


def _tokens(self: Handler, name: str) -> Json:
    told = {"access_token": self.state.token(name), "token_type": "Bearer"}
    if self.kind.renews:
        told["refresh_token"] = f"renews {told['access_token']}"
        self.state.renewals[told["refresh_token"]] = name
    return told


@route("POST", "/oauth/revoke")
def revoke(self: Handler) -> None:
    app = self.state.apps.get(self.sent.get("client_id", ""), {})
    if self.kind.revokes == "404":
        self.say(404, b"404 page not found", "text/plain")
    elif not app or app["secret"] != self.sent.get("client_secret"):
        self.say(403, {"error": "unauthorized_client"})
    else:
        self.state.tokens.pop(self.sent["token"], None)
        self.say(200, {} if self.kind.revokes == "json" else b"")


@route("GET", "/api/v1/accounts/verify_credentials")
def me(self: Handler) -> None:
    self.say(200, self.state.account_json(self.me))


@route("GET", "/api/v1/accounts/lookup")
def lookup(self: Handler) -> None:
    found = self.state.accounts.get(self.query["acct"][0])
    self.say(200, self.state.account_json(found)) if found else self.say(404, {})


@route("GET", "/api/v1/accounts/relationships")
def relationships(self: Handler) -> None:
    asked = self.query.get("id[]", [])
    self.say(200, [{"id": one, **self.state.relations.get(one, {})} for one in asked])


@route("GET", "/api/v1/accounts/{id}")
def account(self: Handler, key: str) -> None:
    found = [who for who in self.state.accounts.values() if who.id == key]
    self.say(200, self.state.account_json(found[0])) if found else self.say(404, {})


# Reading


@route("GET", "/api/v1/accounts/{id}/statuses")
def account_statuses(self: Handler, key: str) -> None:
    ids = [
        one.id
        for one in self.state.statuses.values()
        if one.author.id == key
        and one.seen_by(self.me)
        and (self.kind.lists_directs or one.visibility in ("public", "unlisted"))
        and not (one.parent and "exclude_replies" in self.query)
    ]
    self.listed(ids[::-1], lambda one: self.state.status_json(self.state.statuses[one]))


@route("GET", "/api/v1/timelines/tag/{id}")
def tag(self: Handler, name: str) -> None:
    said = f"#{name.lower()}"
    ids = [
        one.id
        for one in self.state.statuses.values()
        if one.visibility == "public" and said in one.text.lower().split()
    ]
    self.listed(ids[::-1], lambda one: self.state.status_json(self.state.statuses[one]))


@route("GET", "/api/v1/lists")
def lists(self: Handler) -> None:
    self.say(200, [{"id": f"list-{one}", "title": one} for one in self.state.lists])


@route("GET", "/api/v1/timelines/list/{id}")
def list_timeline(self: Handler, key: str) -> None:
    names = self.state.lists[key.removeprefix("list-")]
    ids = [one.id for one in self.state.statuses.values() if one.author.name in names]
    self.listed(ids[::-1], lambda one: self.state.status_json(self.state.statuses[one]))


@route("GET", "/api/v1/timelines/home")
def home(self: Handler) -> None:
    ids = [one.id for one in self.state.statuses.values() if one.author is self.me]
    self.listed(ids[::-1], lambda one: self.state.status_json(self.state.statuses[one]))


@route("GET", "/api/v1/conversations")
def conversations(self: Handler) -> None:
    found = [
        {"id": one.id, "last_status": self.state.status_json(one)}
        for one in self.state.statuses.values()
        if one.visibility == "direct" and one.seen_by(self.me)
    ]
    self.say(200, found[::-1]) if self.kind.conversations else self.say(404, {})


@route("GET", "/api/v1/notifications")
def notifications(self: Handler) -> None:
    types = self.query.get("types[]", ["mention", "quote"])
    known = {"mention", "follow", "favourite", "reblog"}
    if self.kind.unknown_type_breaks and not set(types) <= known:
        self.say(500, b"Server Error", "text/html")
        return
    notes = {str(n.id): n for n in self.state.notifications(self.me) if n.kind in types}

    def told(key: str) -> Json:
        note = notes[key]
        status = self.state.status_json(note.status)
        return {"id": key, "type": note.kind, "account": status["account"], "status": status}

    self.listed(list(notes), told, self.kind.most_told)


@route("GET", "/api/v1/statuses")
def many(self: Handler) -> None:
    if self.kind.api_version < 2:
        self.say(404, {"error": "Not found"})
        return
    found = [self.state.statuses.get(key) for key in self.query.get("id[]", [])]
    self.say(200, [self.state.status_json(one) for one in found if one and one.seen_by(self.me)])


@route("GET", "/api/v1/statuses/{id}")
def one_status(self: Handler, key: str) -> None:
    if found := self.status(key):
        self.say(200, self.state.status_json(found))


@route("GET", "/api/v1/statuses/{id}/context")
def context(self: Handler, key: str) -> None:
    if found := self.status(key):
        above = [one for one in self.state.above(found) if one.seen_by(self.me)]
        below = [one for one in self.state.below(found) if one.seen_by(self.me)]
        told = self.state.status_json
        self.say(200, {"ancestors": [*map(told, above)], "descendants": [*map(told, below)]})


# Writing


@route("POST", "/api/v1/statuses")
def post(self: Handler) -> None:
    key = (self.me.name, self.headers.get("idempotency-key", ""))
    if self.kind.keys == "one at a time":
        there = self.state.by_key.get(key)
        if self.state.together:
            self.state.together.wait(30)
        made = self.state.statuses[there] if there else _written(self)
        if made:
            self.state.by_key[key] = made.id
            self.say(200, self.state.status_json(made))
        return
    with self.state.lock:
        there = self.state.by_key.get(key) if self.kind.keys == "kept" and key[1] else None
        made = self.state.statuses.get(there) if there else _written(self)
        if made:
            self.state.by_key[key] = made.id
            self.say(200, self.state.status_json(made))


def _written(self: Handler) -> Status | None:
    """The status that was sent, or None when it was refused (and that was said)."""
    sent, text = self.sent, str(self.sent.get("status", ""))
    media = [self.state.media.get(key) for key in sent.get("media_ids", [])]
    parent = self.state.statuses.get(sent.get("in_reply_to_id", ""))
    if self.kind.software == "mastodon":
        length = len(re.sub(r"https?://\S+", "x" * 23, re.sub(r"(@\w+)@\S+", r"\1", text)))
    else:
        length = len(text)
    if length > self.kind.length and self.kind.too_long != 200:
        self.say(self.kind.too_long, {"error": "Validation failed: Text is too long"})
    elif not text and not media:
        self.say(422, {"error": "Validation failed: Text can't be blank"})
    elif None in media or any(one and one["polls"] > 0 for one in media):
        self.say(422, {"error": "Cannot attach files that have not finished processing."})
    elif sent.get("in_reply_to_id") and not parent and self.kind.missing_parent == "404":
        self.say(404, {"error": "The post you are trying to reply to does not exist."})
    else:
        return self.state.write(
            self.me.name,
            text,
            parent=parent,
            visibility=sent.get("visibility", "public"),
            quoted=self.state.statuses.get(sent.get("quoted_status_id", "")),
            media=[one for one in media if one],
            language=sent.get("language"),
        )
    return None


@route("DELETE", "/api/v1/statuses/{id}")
def delete(self: Handler, key: str) -> None:
    if found := self.status(key):
        if found.author is not self.me:
            self.say(self.kind.of_another, {"error": "This is not yours"})
            return
        self.state.remove(key)
        self.say(200, self.state.status_json(found))


@route("POST", "/api/v1/statuses/{id}/(favourite|unfavourite)")
def favourite(self: Handler, key: str, what: str) -> None:
    if found := self.status(key):
        others = [name for name in found.likes if name != self.me.name]
        found.likes = [*others, self.me.name] if what == "favourite" else others
        self.say(200, self.state.status_json(found))


@route("POST", "/api/v([12])/media")
def upload(self: Handler, version: str) -> None:
    if int(version) > self.kind.media_api:
        self.say(404, {"error": "Not found"})
        return
    key = str(900 + len(self.state.media))
    polls = self.kind.media_polls
    size = len(self.sent.get("file") or b"")
    made: dict[str, Any] = {"id": key, "type": "image", "polls": polls, "url": None, "size": size}
    made["description"] = self.sent.get("description")
    self.state.media[key] = made
    if not polls:
        made["url"] = f"{self.state.base}/media/{key}.png"
    self.say(202 if polls else 200, {**made})


@route("GET", "/api/v1/media/{id}")
def media(self: Handler, key: str) -> None:
    found = self.state.media.get(key)
    if found is None:
        self.say(404, {"error": "Record not found"})
        return
    if found.get("spoilt"):
        self.say(422, {"error": "Error processing the media"})
        return
    found["polls"] = max(0, found["polls"] - 1)
    if not found["polls"]:
        found["url"] = f"{self.state.base}/media/{key}.png"
    self.say(206 if found["polls"] else 200, found)
