"""The devices on which people want to be told of alerts: switched on and off, each by its owner."""

from __future__ import annotations

import hmac
from hashlib import sha256
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.alerts.push_encryption import (
    P256,
    point,
    public_key,
    read,
    written,
    written_private,
)
from dialogo.web.models.person import Person
from dialogo.web.models.push import PushDevice, PushKey

LONGEST = 2_000
MOST = 20  # devices of one person
ON = Text(
    en="switched on notifications on a device: {name}",
    it="ha attivato le notifiche su un dispositivo: {name}",
)
OFF = Text(
    en="switched off notifications on a device: {name}",
    it="ha disattivato le notifiche su un dispositivo: {name}",
)
NO_DEVICE = Text(
    en="What the browser told of this device cannot be used. Reload the page, and switch "
    "notifications on again.",
    it="Ciò che il browser ha comunicato di questo dispositivo non è utilizzabile. Occorre "
    "ricaricare la pagina e attivare di nuovo le notifiche.",
)
TOO_MANY = Text(
    en="Notifications are on for {most} devices already. Remove one of them first.",
    it="Le notifiche sono già attive su {most} dispositivi. Prima occorre toglierne uno.",
)


def key() -> PushKey:
    """The desk's own pair, drawn when it is first asked for; anew if nobody can open it any more,
    and with it go the devices, which know the former one."""
    found = PushKey.objects.filter(pk=1).first()
    if found and found.private:
        return found
    with transaction.atomic():
        drawn = ec.generate_private_key(P256)
        values = {
            "private": written_private(drawn), "public": written(point(drawn.public_key())),
        }  # fmt: skip
        if found is None:
            return PushKey.objects.get_or_create(pk=1, defaults=values)[0]
        PushDevice.objects.all().delete()
        return PushKey.objects.update_or_create(pk=1, defaults=values)[0]


@transaction.atomic
def switch_on(person: Person, name: str, *, endpoint: str, p256dh: str, auth: str) -> PushDevice:
    """Notifications go to this browser from now on, and to nobody else who used it before.

    Raises `BadInput` for what no browser says, and for one device too many.
    """
    _check(endpoint, p256dh, auth)
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)  # who counts waits their turn
    mark = sha256(endpoint.encode()).hexdigest()
    if PushDevice.objects.filter(person=person).exclude(mark=mark).count() >= MOST:
        raise BadInput(TOO_MANY, most=MOST)
    given = {"name": name[:120], "endpoint": endpoint, "p256dh": p256dh, "auth": auth}
    known = PushDevice.objects.filter(mark=mark, person=person).first()
    if known:
        for field, value in given.items():
            setattr(known, field, value)
        known.save(update_fields=list(given))
        return known
    # Letters that lie ready for whoever had it before do not go to its new owner.
    PushDevice.objects.filter(mark=mark).delete()
    made = PushDevice.objects.create(person=person, mark=mark, made_at=timezone.now(), **given)
    trail.note(person, None, "alerts.device_on", f"person:{person.pk}", ON, name=made.name)
    return made


@transaction.atomic
def moved(before: str, secret: str, *, endpoint: str, p256dh: str, auth: str) -> bool:
    """The browser has changed the address of a device by itself: it goes on there.

    Whoever knows the `secret` that belongs to the address `before` is that browser; nothing happens
    for anybody else. Raises `BadInput` for what no browser says.
    """
    _check(endpoint, p256dh, auth)
    mark = sha256(before.encode()).hexdigest()
    known = PushDevice.objects.select_for_update(of=("self",)).filter(mark=mark).first()
    if known is None or not hmac.compare_digest(str(known.auth).encode(), secret.encode()):
        return False
    later = sha256(endpoint.encode()).hexdigest()
    if later != mark and PushDevice.objects.filter(mark=later).exists():
        known.delete()  # the page has told of the new address meanwhile
        return True
    known.mark, known.endpoint, known.p256dh, known.auth = later, endpoint, p256dh, auth
    known.save(update_fields=["mark", "endpoint", "p256dh", "auth"])
    return True


@transaction.atomic
def switch_off(device: PushDevice) -> None:
    """Nothing goes to it any more."""
    by = device.person
    trail.note(by, None, "alerts.device_off", f"person:{by.pk}", OFF, name=device.name)
    device.delete()


def _check(endpoint: str, p256dh: str, auth: str) -> None:
    try:
        url = urlsplit(endpoint)
        good = url.scheme == "https" and bool(url.hostname) and url.port != 0
        good = good and endpoint.isascii() and endpoint.isprintable() and " " not in endpoint
        public_key(p256dh)
        read(auth, 16)
    except ValueError:
        good = False
    if not good or url.username or url.password or len(endpoint) > LONGEST:
        raise BadInput(NO_DEVICE)
