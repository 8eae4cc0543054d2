"""A service of private messages after the lexicons chat.bsky.convo.*: the real one is published
nowhere. The real server of the account finds it by its DID and passes requests on to it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from dialogo.networks.bluesky.proof import bytes_of
from tests.networks.words import now

VIEW = "chat.bsky.convo.defs#messageView"


class Chat:
    """Conversations of two, and the log of what happened in each."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.members: dict[str, list[str]] = {}

    def conversation(self, *dids: str) -> str:
        known = "convo" + "".join(sorted(did[-6:] for did in dids))
        self.members[known] = sorted(dids)
        return known

    def write(self, conversation: str, did: str, text: str) -> dict[str, Any]:
        number = f"{len(self.messages) + 1:06d}"
        view = {
            "$type": VIEW,
            "id": f"m{number}",
            "rev": number,
            "text": text,
            "sender": {"did": did},
            "sentAt": now().isoformat(),
        }
        self.messages.append({"convoId": conversation, "message": view})
        return view

    def answer(self, name: str, did: str, asked: dict[str, Any]) -> dict[str, Any] | None:
        """What the service says; None for what it does not know."""
        mine = [known for known, members in self.members.items() if did in members]
        match name:
            case "listConvos":
                return {"convos": [{"id": known} for known in mine]}
            case "getMessages":
                found = [
                    one["message"] for one in self.messages if one["convoId"] == asked["convoId"]
                ]
                return {"messages": found[::-1][: int(asked["limit"])]}
            case "getLog":
                last = f"{len(self.messages):06d}"
                logs = [
                    {"$type": "chat.bsky.convo.defs#logCreateMessage", **one}
                    for one in self.messages
                    if one["convoId"] in mine and one["message"]["rev"] > asked.get("cursor", last)
                ]
                return {"cursor": last, "logs": logs}
            case "getConvoForMembers":
                return {"convo": {"id": self.conversation(did, asked["members"])}}
            case "sendMessage":
                return self.write(asked["convoId"], did, asked["message"]["text"])
        return None


@contextmanager
def chat_service() -> Iterator[tuple[Chat, str]]:
    """A running service, and the name by which a server is asked to pass on to it."""
    chat = Chat()

    server = _Server(chat)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield chat, f"did:web:localhost%3A{server.server_port}#bsky_chat"
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/.well-known/did.json":
            self._say(200, _entry(self.server.server_port))
            return
        length = int(self.headers.get("content-length", 0))
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        asked |= json.loads(self.rfile.read(length)) if length else {}
        token = self.headers["authorization"].removeprefix("Bearer ")
        did = json.loads(bytes_of(token.split(".")[1]))["iss"]
        found = self.server.chat.answer(parts.path.rpartition(".")[2], did, asked)
        if found is None:
            self._say(501, {"error": "MethodNotImplemented"})
        else:
            self._say(200, found)

    do_POST = do_GET  # noqa: N815  (http.server's name)

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def _say(self, status: int, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _entry(port: int) -> dict[str, Any]:
    endpoint = f"http://localhost:{port}"
    service = {"id": "#bsky_chat", "type": "BskyChatService", "serviceEndpoint": endpoint}
    return {"id": f"did:web:localhost%3A{port}", "service": [service]}
