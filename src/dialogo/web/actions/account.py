"""What people change about themselves, and how they leave."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import people, trail
from dialogo.web.actions.team import leaving
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Membership

GOOD_FOR = 24 * 3600
SALT = "a new address"
CHANGED = Text(en="changed name or ways of reading", it="ha cambiato nome o modo di leggere")
MOVED = Text(en="now signs in as {email}", it="ora accede come {email}")
DELETED = Text(en="deleted their account", it="ha eliminato il proprio account")
OFF = Text(en="switched off the account of {name}", it="ha disattivato l'account di {name}")
ON = Text(en="switched on the account of {name}", it="ha riattivato l'account di {name}")
RUNS = Text(en="let {name} run the desk", it="ha affidato anche a {name} la gestione di Dialogo")
RUNS_NOT = Text(
    en="took the running of the desk from {name}", it="ha tolto a {name} la gestione di Dialogo"
)
TAKEN = Text(
    en="{email} cannot be used here. Choose another address.",
    it="{email} non si può usare qui. Occorre scegliere un altro indirizzo.",
)
STALE = Text(
    en="This link is no longer good. Ask for the change again on the account page.",
    it="Questo collegamento non vale più. Il cambio si richiede nella pagina dell'account.",
)
ONLY_OWNER = Text(
    en="{name} would have no owner. Make somebody else an owner of it, or delete it first.",
    it="{name} resterebbe senza titolare. Prima occorre nominarne un altro, o eliminare lo spazio.",
)
LAST_OF_ALL = Text(
    en="Nobody else runs this desk. Let somebody else run it first.",
    it="Nessun altro gestisce Dialogo. Prima occorre affidarlo a un'altra persona.",
)
OTHER_ADDRESS = Text(
    en="This is not the address of the account. Write {email}.",
    it="Non è l'indirizzo dell'account. Va scritto {email}.",
)


def change(person: Person, *, name: str, lang: str, theme: str, zone: str) -> None:
    """Name, language, theme and zone; the last three empty: as the device or the company has it."""
    with transaction.atomic():
        person.name, person.lang, person.theme, person.zone = name, lang, theme, zone
        person.save(update_fields=["name", "lang", "theme", "zone"])
        trail.note(person, None, "account.change", f"person:{person.pk}", CHANGED)


def move_token(person: Person, email: str) -> str:
    """What proves, a day long, that whoever brings it reads the mail of `email`."""
    content = {"person": person.pk, "from": person.email, "to": email.strip().lower()}
    return signing.dumps(content, salt=SALT)


def proved(person: Person, token: str) -> str:
    """The address that `person` asked for and proved; raises `BadInput` for anything else."""
    try:
        content = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        raise BadInput(STALE) from None
    if (content["person"], content["from"]) != (person.pk, person.email):
        raise BadInput(STALE)
    return str(content["to"])


def move(person: Person, email: str, *, verified: bool) -> None:
    """The address that somebody signs in with; raises `BadInput` if it is somebody else's."""
    email = email.strip().lower()
    try:
        with transaction.atomic():
            person.email = email
            person.save(update_fields=["email"])
            EmailAddress.objects.filter(user=person).delete()
            EmailAddress.objects.create(user=person, email=email, primary=True, verified=verified)
            about = f"person:{person.pk}"
            trail.note(person, None, "account.email", about, MOVED, email=email)
    except IntegrityError:
        person.refresh_from_db(fields=["email"])
        raise BadInput(TAKEN, email=email) from None


def delete(person: Person, typed: str) -> None:
    """Takes somebody out of everything; the trail keeps their name. May raise `BadInput`."""
    if typed.strip().lower() != person.email:
        raise BadInput(OTHER_ADDRESS, email=person.email)
    with transaction.atomic():
        others = Person.objects.select_for_update().filter(runs_desk=True, is_active=True)
        if person.runs_desk and not [other for other in others if other.pk != person.pk]:
            raise BadInput(LAST_OF_ALL)
        for membership in Membership.objects.filter(person=person).select_related("workspace"):
            _leave(person, membership)
        trail.note(person, None, "account.delete", f"person:{person.pk}", DELETED)
        person.delete()


def _leave(person: Person, membership: Membership) -> None:
    try:
        people.remove(person, membership)
    except BadInput:
        raise BadInput(ONLY_OWNER, name=membership.workspace.name) from None


def switch(by: Person, person: Person, *, on: bool) -> None:
    """Lets somebody sign in again, or no longer, and then their conversations go to others; what
    they are anywhere stays."""
    with transaction.atomic():
        others = Person.objects.select_for_update().filter(runs_desk=True, is_active=True)
        if not on and person.runs_desk and not [one for one in others if one.pk != person.pk]:
            raise BadInput(LAST_OF_ALL)
        person.is_active = on
        person.save(update_fields=["is_active"])
        for workspace in () if on else person.workspaces.order_by("pk"):
            leaving.leave(workspace, person, timezone.now(), by)
        verb = "people.switch_on" if on else "people.switch_off"
        trail.note(by, None, verb, f"person:{person.pk}", ON if on else OFF, name=str(person))


def entrust(by: Person, person: Person, *, runs: bool) -> None:
    """Lets somebody run the desk, or no longer; somebody always does."""
    with transaction.atomic():
        others = Person.objects.select_for_update().filter(runs_desk=True, is_active=True)
        if not runs and not [one for one in others if one.pk != person.pk]:
            raise BadInput(LAST_OF_ALL)
        person.runs_desk = runs
        person.save(update_fields=["runs_desk"])
        says = RUNS if runs else RUNS_NOT
        trail.note(by, None, "people.runs", f"person:{person.pk}", says, name=str(person))
