"""Small things that the company does on a network: taking down what it sent, liking what it reads.

They are asked for here and done by a quick worker: whoever asks does not wait for a network.
"""

from __future__ import annotations

from random import SystemRandom
from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.networks.keys import draw
from dialogo.networks.letter import Ref
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.connections.opening import open_connector
from dialogo.web.actions.letters import refused, states
from dialogo.web.actions.letters.addressing import ref_of
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.actions.work import ask
from dialogo.web.models.connections import Connection, Delivered
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.queries.letter_reasons import STAND_IN

TAKE_DOWN, LIKE = "letters-take-down", "letters-like"

TAKEN_DOWN = Text(
    en="took down what was sent on the network", it="ha tolto dalla rete ciò che era stato inviato"
)
GONE = Text(en="Taken down on the network.", it="Tolta dalla rete.")
ASKED = Text(en="It is being taken down on the network.", it="La si sta togliendo dalla rete.")


@transaction.atomic
def delete_on_network(letter: Letter, by: Person | None) -> None:
    """Has what was sent taken down; the letter is deleted when the network has done it. Raises
    `WontDo` for what is not there, or was sent by hand."""
    there = letter.state == states.SENT and letter.connection_id
    if not there or not letter.network_id or letter.network_id.startswith(STAND_IN):
        raise WontDo(refused.NOT_NOW, code="state")
    content = {"letter": letter.pk, "by": by.pk if by else None}
    ask(TAKE_DOWN, letter.workspace, content, key=f"{TAKE_DOWN}:{letter.pk}", by=by)
    same = Letter.objects.filter(pk=letter.pk, state=states.SENT)
    same.update(error=states.said(ASKED), error_code="taking-down")
    trail.note(by, letter.workspace, "letters.delete", f"letter:{letter.pk}", TAKEN_DOWN)


@transaction.atomic
def like(message: Any, by: Person | None, *, unlike: bool = False) -> None:
    """Has a message liked in the company's name, or not any more. Raises `WontDo` for what no
    connected network has told."""
    delivered = of(message)
    if delivered is None:
        raise WontDo(refused.NOT_NOW, code="forbidden")
    key = draw(timezone.now(), SystemRandom())
    content = {"delivered": delivered.pk, "key": key, "unlike": unlike}
    verb = "un" if unlike else ""
    key_of_work = f"{LIKE}:{verb}{delivered.pk}"
    ask(LIKE, delivered.connection.workspace, content, key=key_of_work, by=by)


def of(message: Any) -> Delivered | None:
    """What a network that is still connected told of a message."""
    rows = Delivered.objects.select_related("connection__workspace").filter(
        row_key=message.row_key,
        connection__workspace=message.workspace_id,
        connection__state__in=Connection.SENDS,
        gone_at=None,
    )
    return rows.order_by("pk").first()


def take_down(letter: Letter, by: Person | None) -> None:
    """Does it; raises the network's errors. That it is gone already is fine."""
    receipt = ref_of(letter.receipt) or Ref(str(letter.network_id))
    if letter.connection is None:
        return
    with open_connector(letter.connection) as connector:
        connector.delete(receipt)
    with transaction.atomic():
        states.move(letter, states.DELETED, by, GONE, error=None, error_code="")
        Delivered.objects.filter(
            connection=letter.connection, external_id=letter.network_id, gone_at=None
        ).update(gone_at=timezone.now())


def put_like(delivered: Delivered, key: str, *, unlike: bool) -> None:
    """Does it; raises the network's errors."""
    root = ref_of(delivered.root)
    ref = Ref(delivered.external_id, delivered.version, root)
    with open_connector(delivered.connection) as connector:
        if unlike:
            connector.unlike(ref)
        else:
            connector.like(ref, key)
    Delivered.objects.filter(pk=delivered.pk).update(liked=not unlike)
