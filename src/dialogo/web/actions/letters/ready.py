"""Whether a queued letter may go out now: its account, its approval, what is before it, what it
answers."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.letters import film, following, states
from dialogo.web.actions.letters.approval import UNAPPROVED, cleared
from dialogo.web.actions.letters.fitting import check_answerable, network_called
from dialogo.web.actions.letters.landing import delivered_as
from dialogo.web.actions.letters.making import WAITS_FOR_BEFORE
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.models.connections import Connection
from dialogo.web.models.letters import Letter

SIGNED_OUT = Text(
    en="{network} no longer lets us in as {account}. Connect it again, and the letter goes out.",
    it="{network} non ci fa più entrare come {account}. Ricollegatelo, e la lettera parte.",
)
PAUSED = Text(
    en="{account} on {network} is paused. Resume it, and the letter goes out.",
    it="{account} su {network} è in pausa. Fatelo riprendere, e la lettera parte.",
)
GONE = Text(
    en="{account} on {network} sends no more from here. Connect it again, or send it by hand.",
    it="{account} su {network} non invia più da qui. Ricollegatelo, o inviatela a mano.",
)
NOWHERE = Text(
    en="The account it was to go out from is no longer known here. Copy the text.",
    it="L'account da cui doveva partire non è più noto. Copiate il testo.",
)
_REASONS = {
    Connection.SIGNED_OUT: (states.SIGNED_OUT, SIGNED_OUT),
    Connection.PAUSED: (states.PAUSED, PAUSED),
    Connection.MOVED: (states.GONE, GONE),
    Connection.ENDED: (states.GONE, GONE),
}


def ready(letter: Letter) -> bool:
    """True: it may go out, and names what it replies to. If not, it is held, refused, or waits,
    and says why."""
    connection = letter.connection
    if connection is None:
        hold(letter, states.GONE, NOWHERE)
        return False
    if connection.state in _REASONS:
        hold_for_connection(letter, connection)
        return False
    if not cleared(letter):
        hold(letter, states.UNAPPROVED, UNAPPROVED)
        return False
    if letter.after and letter.after.state != states.SENT:
        _wait_for(letter, letter.after)
        return False
    try:
        above = letter.reply_to
        check_answerable(
            connection.network, delivered_as(connection, str(above["id"])) if above else None
        )
        if not film.is_ready(letter):
            return False
    except WontDo as wrong:
        fields = states.stopped(wrong.code, wrong.text, wrong.values)
        if states.move(letter, states.REFUSED, None, wrong.text, wrong.values, **fields):
            following.hold_rest(letter)
        return False
    if letter.after and letter.after.receipt:
        letter.reply_to = letter.after.receipt
    return True


def hold(letter: Letter, code: str, says: Text, **values: object) -> bool:
    """Holds a letter that surely is nowhere, and what follows it."""
    fields = states.stopped(code, says, values)
    held = states.move(letter, states.HELD, None, says, values, **fields)
    if held:
        following.hold_rest(letter)
    return held


def hold_for_connection(letter: Letter, connection: Connection) -> bool:
    """Holds it until its connection sends again."""
    code, why = _REASONS[connection.state]
    network = network_called(connection.network)
    return hold(letter, code, why, account=connection.handle, network=network)


def why_waiting(connection: Connection) -> dict[str, str]:
    """What has to be done before letters of a connection go on."""
    _, why = _REASONS[connection.state]
    network = network_called(connection.network)
    return states.said(why, {"account": connection.handle, "network": network})


def _wait_for(letter: Letter, before: Letter) -> None:
    if before.state in (*Letter.ON_ITS_WAY, states.DRAFT, states.ASKED):
        same = states.same(letter)
        same.update(next_at=None, error=states.said(WAITS_FOR_BEFORE))
        return
    gone = before.state in (states.DROPPED, states.DELETED)
    hold(letter, states.BEFORE, following.ALONE if gone else following.HELD_UP)


def due_again() -> dict[str, Any]:
    """The fields of a letter that may go out at once."""
    now = timezone.now()
    return {"next_at": now, "due_at": now, "error": None, "error_code": ""}
