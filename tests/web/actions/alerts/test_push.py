"""Web push: the published example, and a push service of our own that reads what comes to it."""

from __future__ import annotations

import base64
import json
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import connection
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.web.actions.alerts import devices, settle
from dialogo.web.actions.alerts.push_encryption import (
    MOST,
    encrypted,
    point,
    private_key,
    public_key,
    read,
    written,
)
from dialogo.web.actions.alerts.raising import raise_alerts
from dialogo.web.actions.alerts.seeing import see_to
from dialogo.web.actions.alerts.sending import PAUSES, send
from dialogo.web.actions.records import write_rows
from dialogo.web.models.alerts import Alert, AlertLetter, usual_steps
from dialogo.web.models.person import Person
from dialogo.web.models.push import PushDevice, PushKey
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from tests.web.recorded import BEGAN, said
from tests.web.talks import come_in, talk_of

ASK = "A che ora aprite?"

# RFC 8291, section 5.
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6T"
    "lzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4"
    "a-fN"
)


def test_the_published_example_comes_out_byte_for_byte() -> None:
    message = b"When I grow up, I want to be a watermelon"
    made = encrypted(message, P256DH, AUTH, ours=private_key(OURS), salt=read(SALT, 16))
    assert written(made) == BODY
    largest = encrypted(b"x" * MOST, P256DH, AUTH, ours=private_key(OURS), salt=read(SALT, 16))
    assert len(largest) == 4096
    with pytest.raises(ValueError, match="at most fit"):
        encrypted(b"x" * (MOST + 1), P256DH, AUTH, ours=private_key(OURS), salt=read(SALT, 16))


@dataclass
class Phone:
    """A browser with a subscription of its own, and the push service that it hears from."""

    endpoint: str
    statuses: list[int] = field(default_factory=list)
    came: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    secret: bytes = b"sixteen bytes it"

    @property
    def told(self) -> dict[str, str]:
        """What the browser tells of itself."""
        p256dh = written(point(self.key.public_key()))
        return {"endpoint": self.endpoint, "p256dh": p256dh, "auth": written(self.secret)}

    def opened(self, body: bytes) -> dict[str, Any]:
        """As a browser decrypts (RFC 8291, 3.4), with its own keys."""
        salt, size, theirs, sealed = body[:16], body[20], body[21:86], body[86:]
        assert size == 65
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        info = b"WebPush: info\0" + point(self.key.public_key()) + theirs

        def derived(secret: bytes, salted: bytes, about: bytes, length: int) -> bytes:
            return HKDF(SHA256(), length, salted, about).derive(secret)

        base = derived(self.key.exchange(ec.ECDH(), sender), self.secret, info, 32)
        key = derived(base, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = derived(base, salt, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(key).decrypt(nonce, sealed, None)
        assert plain[-1:] == b"\x02"
        shown: dict[str, Any] = json.loads(plain[:-1])
        return shown


def certificate(folder: Path) -> Path:
    """One for `localhost`, which vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    path = folder / "localhost.pem"
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    path.write_bytes(
        key.private_bytes(pem, form, serialization.NoEncryption()) + made.public_bytes(pem)
    )
    return path


@pytest.fixture
def phone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Phone]:
    """A real push service at `localhost`, by TLS; it answers with the phone's `statuses`, then
    with 201."""
    found = Phone("")

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.came.append((dict(self.headers), found.opened(body)))
            self.send_response(found.statuses.pop(0) if found.statuses else 201)
            self.send_header("Retry-After", "7200")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    path = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    server = HTTPServer(("127.0.0.1", 0), Service)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    found.endpoint = f"https://localhost:{server.server_port}/send/one?x=1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def company(workspace: Workspace, owner: Person, settings: Any) -> Workspace:
    """Aurora promises an answer within the hour; Ada, who owns it, reads Italian."""
    settings.OPTIONS = replace(
        settings.OPTIONS, address="https://desk.example", allowed_hosts=("localhost",)
    )
    plan = {"kind": "promise", "subject": "reply-time", "value": 60.0, "from_day": BEGAN.date()}
    write_rows(workspace, "plan", [plan], fill=False)
    owner.lang = "it"
    owner.save()
    settle.keep_rules(owner, workspace, on=True, steps=usual_steps(), quiet=(None, None))
    return workspace


def after(minutes: float) -> datetime:
    return BEGAN + timedelta(minutes=minutes)


def letters() -> list[AlertLetter]:
    return list(AlertLetter.objects.filter(way="push").order_by("pk"))


def late(company: Workspace) -> AlertLetter:
    """Lia has waited so long that the owners are told; the letter to their one device."""
    come_in(company, said("1", "lia", ASK))
    raise_alerts(company, after(72))
    (letter,) = letters()
    return letter


@pytest.mark.django_db
def test_a_device_is_told_once_a_step_and_nobody_else_reads_it(
    company: Workspace, owner: Person, phone: Phone
) -> None:
    devices.switch_on(owner, "Firefox, Android", **phone.told)
    second = phone.told | {"endpoint": phone.endpoint + "2"}
    devices.switch_on(owner, "Chrome, Linux", **second)
    come_in(company, said("1", "lia", ASK))
    assert [raise_alerts(company, after(m)) for m in (72, 73, 500)] == [5, 0, 0]
    assert [(one.device.name, one.alerts.count()) for one in letters() if one.device] == [
        ("Firefox, Android", 1), ("Chrome, Linux", 1),
    ]  # fmt: skip
    assert [send(one.pk) for one in letters()] == ["sent", "sent"]
    assert [send(one.pk) for one in letters()] == ["", ""]
    assert len(phone.came) == 2
    headers, shown = phone.came[0]
    talk = talk_of("lia")
    assert shown == {
        "title": "Aurora: 1 promessa sta per saltare",
        "body": "X, priorità normale, entro 24/09 15:00",
        "lang": "it",
        "path": f"/w/aurora/inbox/{talk.pk}/",
        "tag": f"aurora/{talk.pk}",
    }
    assert {name: headers[name] for name in ("Content-Encoding", "TTL", "Urgency")} == {
        "Content-Encoding": "aes128gcm", "TTL": "14400", "Urgency": "high",
    }  # fmt: skip
    assert PushDevice.objects.filter(told_at__isnull=True).count() == 0
    _is_signed(headers["Authorization"], phone)


def _is_signed(header: str, phone: Phone) -> None:
    """As a push service looks at it (RFC 8292)."""
    scheme, _, rest = header.partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    told, _, mark = parts["t"].rpartition(".")
    r, s = (int.from_bytes(read(mark, 64)[at : at + 32], "big") for at in (0, 32))
    key = public_key(parts["k"])
    key.verify(encode_dss_signature(r, s), told.encode(), ec.ECDSA(SHA256()))
    head, claims = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in told.split("."))
    assert (scheme, parts["k"], head) == (
        "vapid", PushKey.objects.get().public, {"typ": "JWT", "alg": "ES256"},
    )  # fmt: skip
    assert (claims["aud"], claims["sub"]) == (
        phone.endpoint.partition("/send")[0], "https://desk.example",
    )  # fmt: skip
    assert 0 < claims["exp"] - timezone.now().timestamp() < 24 * 3600


@pytest.mark.django_db
@pytest.mark.parametrize("status", [404, 410])
def test_a_subscription_that_is_over_leaves_the_list(
    company: Workspace, owner: Person, phone: Phone, status: int
) -> None:
    devices.switch_on(owner, "Firefox, Android", **phone.told)
    letter = late(company)
    phone.statuses = [status]
    assert send(letter.pk) == "failed"
    assert not PushDevice.objects.exists()
    letter.refresh_from_db()
    assert letter.device is None
    assert letter.error and letter.error["en"].startswith("A device takes no notifications any")


@pytest.mark.django_db
def test_a_service_in_trouble_is_asked_again_and_one_that_wants_a_pause_has_it(
    company: Workspace, owner: Person, phone: Phone
) -> None:
    devices.switch_on(owner, "Firefox, Android", **phone.told)
    letter = late(company)
    phone.statuses = [503, 429]
    waits = []
    for _ in range(2):
        assert send(letter.pk) == "waiting"
        letter.refresh_from_db()
        waits.append(round((letter.due_at - timezone.now()) / timedelta(minutes=1)))
        assert send(letter.pk) == ""
        AlertLetter.objects.update(due_at=after(0))
    assert waits == [1, 120]
    assert send(letter.pk) == "sent"
    topics = {headers["Topic"] for headers, _ in phone.came}
    assert (len(phone.came), len(topics)) == (3, 1)
    # Whoever sees to it meanwhile spares everybody the rest.
    AlertLetter.objects.update(state="waiting", due_at=after(0))
    see_to(owner, Alert.objects.get(to="owner"))
    assert send(letter.pk) == "moot"
    assert len(phone.came) == 3


@pytest.mark.django_db
def test_private_addresses_are_kept_off_and_a_letter_ends_after_its_tries(
    company: Workspace, owner: Person, phone: Phone, settings: Any
) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, allowed_hosts=())
    devices.switch_on(owner, "Firefox, Android", **phone.told)
    letter = late(company)
    for _ in range(len(PAUSES)):
        assert send(letter.pk) == "waiting"
        AlertLetter.objects.update(due_at=after(0))
    assert send(letter.pk) == "failed"
    letter.refresh_from_db()
    assert letter.error and "private address" in letter.error["en"]
    assert phone.came == []


@pytest.mark.django_db
def test_what_comes_within_a_minute_or_in_the_quiet_hours_is_one_notification(
    company: Workspace, owner: Person, phone: Phone
) -> None:
    device = devices.switch_on(owner, "Firefox, Android", **phone.told)
    PushDevice.objects.update(told_at=after(71.5))
    come_in(company, *(said(f"{n}", f"lia{n}", ASK) for n in range(5)))
    raise_alerts(company, after(72))
    (letter,) = letters()
    assert (letter.due_at, letter.alerts.count()) == (after(72.5), 5)
    assert send(letter.pk) == "sent"
    (_, shown), lines = phone.came[0], phone.came[0][1]["body"].splitlines()
    assert (shown["path"], len(lines), lines[-1]) == ("/w/aurora/alerts/", 4, "e altre 2")
    devices.switch_off(device)
    # In the quiet hours: when they end, in the workspace's own zone.
    settle.keep_rules(owner, company, on=True, steps=usual_steps(), quiet=(time(17), time(19)))
    devices.switch_on(owner, "Firefox, Android", **phone.told)
    come_in(company, said("9", "eva", ASK, hours=2))
    raise_alerts(company, after(120 + 72))
    assert letters()[-1].due_at == datetime(2025, 9, 24, 17, tzinfo=UTC)


@pytest.mark.django_db
def test_a_device_is_one_persons_and_what_opens_it_lies_sealed(
    company: Workspace, owner: Person
) -> None:
    given = {"endpoint": "https://push.example/abc", "p256dh": P256DH, "auth": AUTH}
    first = devices.switch_on(owner, "Firefox, Android", **given)
    assert devices.switch_on(owner, "Firefox, Android", **given).pk == first.pk
    assert first.mark == sha256(b"https://push.example/abc").hexdigest()
    key = devices.key()
    assert devices.key().private == key.private
    with connection.cursor() as cursor:
        cursor.execute("SELECT endpoint, p256dh, auth FROM desk_pushdevice")
        stored = "".join(cursor.fetchone())
        cursor.execute("SELECT private FROM desk_pushkey")
        stored += cursor.fetchone()[0]
    assert [one for one in (*given.values(), key.private) if one in stored] == []
    # Another person of the same browser takes it over, and it goes with them.
    bruno = Person.objects.create_user("bruno@aurora.example", name="Bruno")
    devices.switch_on(bruno, "Firefox, Android", **given)
    assert [one.person for one in PushDevice.objects.all()] == [bruno]
    bruno.delete()
    assert not PushDevice.objects.exists()
    # Restored without its key, the desk draws another, which the former devices do not know.
    devices.switch_on(owner, "Firefox, Android", **given)
    PushKey.objects.update(private="")
    assert devices.key().public != key.public
    assert not PushDevice.objects.exists()
    verbs = TrailEntry.objects.filter(verb__startswith="alerts.device").values_list("verb")
    assert len(verbs) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "http://push.example/abc"}, {"endpoint": "https://"}, {"endpoint": ""},
        {"endpoint": "https://a:b@push.example/"}, {"endpoint": "https://push.example/\n"},
        {"endpoint": "https://push.example/" + "x" * 2_000}, {"endpoint": "https://[x/"},
        {"p256dh": AUTH}, {"p256dh": "B" + P256DH[2:] + "A"}, {"auth": P256DH}, {"auth": "è"},
    ],
)  # fmt: skip
def test_what_no_browser_says_is_not_taken(owner: Person, wrong: dict[str, str]) -> None:
    given = {"endpoint": "https://push.example/abc", "p256dh": P256DH, "auth": AUTH}
    with pytest.raises(BadInput, match="cannot be used"):
        devices.switch_on(owner, "Firefox", **(given | wrong))
    assert not PushDevice.objects.exists()
