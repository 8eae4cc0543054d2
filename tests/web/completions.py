"""A server that speaks the API of chat completions, as far as the desk asks for it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY, MODEL = "sk-not-for-the-page", "small-and-local"
GOOD = {"needs_answer": "yes", "act": "request", "sure": 0.9}


@dataclass
class Completions:
    """`says` gives the content of the answer to a text; `forms` are the kinds of `response_format`
    that it takes; `usage` is what it counts, None: nothing. `asked` are the bodies that came."""

    says: Callable[[str], Any] = lambda text: json.dumps(GOOD)
    forms: tuple[str | None, ...] = ("json_schema", "json_object", None)
    usage: Any = field(default_factory=lambda: {"prompt_tokens": 400, "completion_tokens": 20})
    asked: list[dict[str, Any]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def texts(self) -> list[str]:
        """What it was asked about."""
        return [json.loads(body["messages"][1]["content"])["text"] for body in self.asked]

    def answer(self, path: str, key: str, body: dict[str, Any]) -> tuple[int, Any]:
        if path != "/v1/chat/completions":
            return 404, {"error": {"message": "no such path"}}
        if key != f"Bearer {KEY}":
            return 401, {"error": {"message": "bad key"}}
        if body["model"] != MODEL:
            return 404, {"error": {"message": "no such model"}}
        if body.get("response_format", {}).get("type") not in self.forms:
            return 400, {"error": {"message": "no such response_format"}}
        self.asked.append(body)
        (text,) = self.texts[-1:]
        message = {"role": "assistant", "content": self.says(text)}
        found: dict[str, Any] = {"choices": [{"index": 0, "message": message}]}
        return 200, found | ({"usage": self.usage} if self.usage is not None else {})


@contextmanager
def completions() -> Iterator[Completions]:
    served = Completions()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, told = served.answer(self.path, self.headers.get("Authorization", ""), body)
            content = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (as the base)
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
