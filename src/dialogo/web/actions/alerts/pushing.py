"""A letter to a device by its push service: what it holds, and what the service's answer means."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from dialogo.dialogue.promise_lines import PRIORITIES
from dialogo.records.network_names import network_name
from dialogo.records.text import Lang, Text
from dialogo.web.actions.alerts import devices, posts
from dialogo.web.actions.alerts.calling import NotSent, call, check_taken
from dialogo.web.actions.alerts.push_encryption import (
    P256,
    authorization,
    encrypted,
    private_key,
    written,
)
from dialogo.web.models.alerts import Alert, AlertLetter
from dialogo.web.models.content import PieceStep
from dialogo.web.models.push import PushDevice
from dialogo.web.queries.team.zones import zone_of

KEPT = timedelta(hours=4)  # by the push service, for a device that is off
GOOD_FOR = timedelta(hours=12)  # of what says that it is us
LINES = 3
GONE = (404, 410)  # RFC 8030, 7.3: this subscription is over

TITLE = Text(
    en="{name}: {n:promise is|promises are} about to break",
    it="{name}: {n:promessa sta|promesse stanno} per saltare",
)
LINE = Text(en="{network}, {priority}, due {at}", it="{network}, {priority}, entro {at}")
MORE = Text(en="and {n} more", it="e altre {n}")
PRIORITY = {
    "low": Text(en="low priority", it="priorità bassa"),
    "normal": Text(en="normal priority", it="priorità normale"),
    "high": Text(en="high priority", it="priorità alta"),
    "urgent": Text(en="urgent", it="urgente"),
}
OVER = Text(
    en="A device takes no notifications any more, and was taken off the list.",
    it="Un dispositivo non accetta più notifiche, ed è stato tolto dall'elenco.",
)
NO_DEVICE = Text(
    en="The device was taken off the list before.",
    it="Il dispositivo era già stato tolto dall'elenco.",
)


def push(letter: AlertLetter, alerts: list[Alert], steps: list[PieceStep]) -> None:
    """Hands it to the push service of its device; raises `NotSent`. A device that is over goes."""
    device = letter.device
    if device is None:
        raise NotSent(NO_DEVICE, ends=True)
    key = devices.key()
    if not (device.endpoint and device.p256dh and device.auth):
        _forget(device)
    body = encrypted(
        message(letter, alerts, steps), device.p256dh, device.auth,
        ours=ec.generate_private_key(P256), salt=secrets.token_bytes(16),
    )  # fmt: skip
    until = int((timezone.now() + GOOD_FOR).timestamp())
    contact = settings.OPTIONS.address if settings.OPTIONS.https else ""
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "Authorization": authorization(
            _origin(device.endpoint), until, contact, private_key(key.private)
        ),
        "TTL": str(int(KEPT.total_seconds())),
        "Urgency": "high",
        # What is handed over twice while the device is off is one (RFC 8030, 5.4).
        "Topic": written(letter.key.bytes),
    }
    answer = call(device.endpoint, body, headers)
    if answer.status_code in GONE:
        _forget(device)
    check_taken(answer)
    PushDevice.objects.filter(pk=device.pk).update(told_at=timezone.now())


def message(letter: AlertLetter, alerts: list[Alert], steps: Sequence[PieceStep] = ()) -> bytes:
    """What the device shows, in its owner's language: no name, and no word that anybody wrote."""
    assert letter.person is not None  # noqa: S101  (narrowing only: a device is somebody's)
    lang: Lang = "it" if letter.person.lang == "it" else "en"
    name = " ".join(letter.workspace.name.split())[:80]
    if steps:
        title, place = (
            f"{name}: {posts.title_of(steps, lang)}",
            posts.path_of(letter.workspace, steps),
        )
        return _shown(title, "", lang, place, f"{letter.workspace.slug}/posts")
    lines = [_line(alert, lang) for alert in alerts[:LINES]]
    if len(alerts) > LINES:
        lines.append(MORE.say(lang, n=len(alerts) - LINES))
    place, tag = reverse("alerts", args=[letter.workspace.slug]), letter.workspace.slug
    if len(alerts) == 1:
        one = alerts[0].conversation_id
        place, tag = reverse("conversation", args=[letter.workspace.slug, one]), f"{tag}/{one}"
    return _shown(TITLE.say(lang, name=name, n=len(alerts)), "\n".join(lines), lang, place, tag)


def _shown(title: str, body: str, lang: Lang, path: str, tag: str) -> bytes:
    told = {"title": title, "body": body, "lang": lang, "path": path, "tag": tag}
    return json.dumps(told, ensure_ascii=False).encode()


def _line(alert: Alert, lang: Lang) -> str:
    due: datetime = alert.due_at.astimezone(zone_of(alert.workspace))
    talk = alert.conversation
    priority = PRIORITY[PRIORITIES[talk.priority]].say(lang)
    network = network_name(talk.network, lang)
    return LINE.say(lang, network=network, priority=priority, at=f"{due:%d/%m %H:%M}")


def _forget(device: PushDevice) -> None:
    PushDevice.objects.filter(pk=device.pk).delete()
    raise NotSent(OVER, ends=True)


def _origin(endpoint: str) -> str:
    url = urlsplit(endpoint)
    return f"{url.scheme}://{url.netloc.lower()}"
