"""A real SMTP server that delivers into a real IMAP server, and the people who write there."""

from __future__ import annotations

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from dialogo.networks.account import Granted
from dialogo.networks.connector import Connector
from dialogo.networks.http import Allowed, Door
from dialogo.networks.mail import NETWORK
from dialogo.networks.mail.connection import grant
from dialogo.networks.mail.reading import ids
from tests.networks.mail.cutting_proxy import CuttingProxy
from tests.networks.pocket import Pocket
from tests.networks.words import now
from tests.networks.world import Ability, Trouble, Written

COMPANY, PASSWORD = "care@desk.test", "a password"
HERE = Allowed.of(["127.0.0.0/8"])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Deliver:
    """Takes mail for .test, and puts it into the company's mailbox or into `gone_out`."""

    def __init__(self, imap_port: int) -> None:
        self.imap_port = imap_port
        self.gone_out: list[bytes] = []
        self.says: list[str] = []

    async def handle_RCPT(  # noqa: N802  (the name that aiosmtpd looks for)
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if not address.endswith(".test"):
            return "550 5.1.1 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  (the name that aiosmtpd looks for)
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        if self.says:
            return self.says.pop(0)
        self.gone_out.append(envelope.content)
        return "250 OK"


class MailWorld:
    abilities: frozenset[Ability] = frozenset(
        {"directs", "elsewhere", "pictures", "cards", "sends", "limits", "looks back"}
    )
    troubles: frozenset[Trouble] = frozenset({"unreachable", "cut before", "answer lost"})
    handle = COMPANY
    patience = 10.0  # seconds; on a busy machine everything takes its time
    retry_after = 300

    def __init__(
        self, imap_port: int, imap: CuttingProxy, smtp: CuttingProxy, deliver: Deliver
    ) -> None:
        self.imap_port, self.imap, self.smtp, self.deliver = imap_port, imap, smtp, deliver
        self.password_is_good = True
        self.granted: Granted | None = None  # signing in takes the server half a second
        self.pockets: list[Pocket] = []
        self.threads: dict[str, str] = {}
        self._calm = ExitStack()
        self._number = 0

    def connect(self) -> Connector:
        given = {
            "address": COMPANY,
            "name": "The roastery",
            "imap": f"imap-plain://127.0.0.1:{self.imap.port}",
            "smtp": f"smtp-plain://127.0.0.1:{self.smtp.port}",
            "password": PASSWORD,
        }
        self.granted = self.granted or grant({}, given, Door(now, HERE))
        granted = self.granted
        pocket = Pocket(**granted.secrets)
        self.pockets.append(pocket)
        return NETWORK.connect(granted.settings, pocket, Door(now, HERE))

    @cached_property
    def box(self) -> imaplib.IMAP4:
        """The mailbox as another program sees it; signing in takes the server half a second."""
        box = imaplib.IMAP4("127.0.0.1", self.imap_port)
        box.login(COMPANY, PASSWORD)
        return box

    def put(self, mail: EmailMessage | bytes, folder: str = "INBOX") -> None:
        data = mail if isinstance(mail, bytes) else mail.as_bytes(policy=policy.SMTP)
        kind, said = self.box.append(folder, "", imaplib.Time2Internaldate(now()), data)
        assert kind == "OK", said

    def write(self, text: str, sender: str, to: str, parent: str | None) -> EmailMessage:
        self._number += 1
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, to, "A question"
        mail["Date"] = format_datetime(now())
        mail["Message-ID"] = f"<{self._number}.{time.monotonic_ns()}@fan.test>"
        if parent:
            root = self.threads.get(parent, parent)
            mail["In-Reply-To"] = f"<{parent}>"
            mail["References"] = f"<{root}> <{parent}>" if root != parent else f"<{parent}>"
            self.threads[self._id(mail)] = root
        mail.set_content(text)
        return mail

    def direct(self, text: str, by: str = "ada") -> str:
        """A person goes on where they began."""
        mail = self.write(text, f"{by}@fan.test", COMPANY, self.threads.get(by))
        self.threads.setdefault(by, self._id(mail))
        self.put(mail)
        return self._id(mail)

    def reply(self, to: str, text: str, by: str = "ada") -> str:
        mail = self.write(text, f"{by}@fan.test", COMPANY, to)
        self.put(mail)
        return self._id(mail)

    def answer(self, to: str, text: str) -> str:
        mail = self.write(text, COMPANY, "ada@fan.test", to)
        self.put(mail, "Sent")
        return self._id(mail)

    def mention(self, text: str, by: str = "ada") -> str:
        raise NotImplementedError("nobody is mentioned by mail")

    def quote(self, of: str, text: str, by: str = "ada") -> str:
        raise NotImplementedError("nobody quotes a mail")

    def publish(self, text: str) -> str:
        raise NotImplementedError("a mailbox publishes nothing")

    def edit(self, known: str, text: str) -> None:
        raise NotImplementedError("nobody changes a mail")

    def remove(self, known: str) -> None:
        raise NotImplementedError("nobody takes back a mail")

    def like(self, known: str, by: str = "ada") -> None:
        raise NotImplementedError("nobody likes a mail")

    def follow(self, by: str = "ada") -> None:
        raise NotImplementedError("nobody follows a mailbox")

    def likers(self, known: str) -> list[str]:
        return []

    def written(self) -> list[Written]:
        """What went out to people: what the SMTP server took."""
        found = []
        for data in self.deliver.gone_out:
            mail = message_from_bytes(data, policy=policy.default)
            body = mail.get_body(("plain",))
            text = body.get_content().strip() if body else ""
            found.append(
                Written(
                    self._id(mail),
                    text,
                    next(iter(ids(mail["In-Reply-To"])), None),
                    tuple(str(part["Content-Description"]) for part in mail.iter_attachments()),
                    tuple(word for word in text.split() if word.startswith("https://")),
                    "direct",
                )
            )
        return found

    def sign_out(self) -> None:
        """The password was changed: what the connectors hold is the old one."""
        for pocket in self.pockets:
            pocket.held = {"password": "the old one"}

    def trouble(self, kind: Trouble, *, sending: bool) -> None:
        proxy = self.smtp if sending else self.imap
        if kind == "unreachable":
            self._calm.enter_context(proxy.away())
        elif sending:
            proxy.cut(
                b"\r\n.\r\n" if kind == "answer lost" else b"DATA\r", passed=kind == "answer lost"
            )
        else:
            proxy.cut(b"SEARC", passed=kind == "answer lost")

    def calm(self) -> None:
        self.imap.calm()
        self.smtp.calm()
        self._calm.close()

    def _id(self, mail: EmailMessage) -> str:
        return ids(mail["Message-ID"])[0]


@contextmanager
def mail_world() -> Iterator[MailWorld]:
    imap_port, smtp_port = free_port(), free_port()
    imap_server = subprocess.Popen(
        [
            str(Path(sys.executable).parent / "pymap"), "--host", "127.0.0.1",
            "--port", str(imap_port), "--no-tls", "--no-service", "admin",
            "--no-service", "managesieve", "dict", "--demo-user", COMPANY,
            "--demo-password", PASSWORD, "--demo-data",
        ],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    deliver = Deliver(imap_port)
    world: MailWorld

    def sign_in(server: Any, session: Any, envelope: Any, kind: str, given: Any) -> AuthResult:
        good = isinstance(given, LoginPassword) and given.password == PASSWORD.encode()
        return AuthResult(success=good, handled=False)

    smtp_server = Controller(
        deliver, hostname="127.0.0.1", port=smtp_port, authenticator=sign_in,
        auth_require_tls=False, auth_required=True, decode_data=False,
    )  # fmt: skip
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", imap_port)) == 0:
                    break
            assert imap_server.poll() is None, "the IMAP server did not start"
            time.sleep(0.1)
        smtp_server.start()
        with (
            CuttingProxy(("127.0.0.1", imap_port)) as imap,
            CuttingProxy(("127.0.0.1", smtp_port)) as smtp,
        ):
            world = MailWorld(imap_port, imap, smtp, deliver)
            yield world
    finally:
        smtp_server.stop()
        imap_server.terminate()
        imap_server.wait(10)
