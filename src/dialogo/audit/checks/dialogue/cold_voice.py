"""Cold voice: people get a form, an order or a reproach where they hoped for a word.

Mistake   Answers come in the voice of an office, or blame whoever asks; who is put off once does
          not write again.
Practice  Answer as one person speaks to another: say what you understood, what you do, and by when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dialogo.audit.check import Check, Limit, Reading
from dialogo.audit.evidence import of_messages
from dialogo.language.tone import manners
from dialogo.records.measure import Figure
from dialogo.records.records import Records
from dialogo.records.share import wilson
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

if TYPE_CHECKING:
    from collections.abc import Mapping

# So many of the window's answers are read, drawn by a hash of their ids: more would not move the
# share by two points, and the audit of a large company stays quick.
MOST = 5_000

LIMIT = Limit(
    watch=0.35,
    mistake=0.50,
    at_least=30,
    source=Source("docs/evidence/cold-voice.md", "house rule"),
)

_ANSWERS = f"""
    SELECT network, message_id, text, url FROM messages
    WHERE author_kind = 'company' AND automated IS NOT TRUE AND text IS NOT NULL
      AND sent_at BETWEEN $since AND $as_of
    ORDER BY md5(network || ':' || message_id) LIMIT {MOST}
"""

_NOTES: Mapping[str, Text] = {
    "off-putting": Text(en="puts people off", it="allontana"),
    "cold": Text(en="cold", it="fredda"),
}


def measure(records: Records, window: Window) -> Reading:
    """The share of answers that sound cold or off-putting, among those that could be told."""
    table = records.table(_ANSWERS, since=window.since, as_of=window.as_of)
    heard = manners(table.column("text").combine_chunks())
    voices = heard.names.to_pylist()
    told = [voice for voice in voices if voice != "unsure"]
    off, cold = told.count("off-putting"), told.count("cold")
    words = {"off": off, "unsure": len(voices) - len(told)}
    if not told:
        return Reading(Figure(None, "share", 0, parts=words), (), words)
    low, high = wilson(off + cold, len(told))
    figure = Figure((off + cold) / len(told), "share", len(told), low, high, parts=words)
    worst = sorted(
        zip(voices, heard.probability.to_pylist(), range(len(voices)), strict=True),
        key=lambda one: (one[0] != "off-putting", -one[1], one[2]),
    )
    rows: list[dict[str, Any]] = table.to_pylist()
    evidence = [
        piece
        for voice, _, place in [one for one in worst if one[0] in _NOTES][:20]
        for piece in of_messages([rows[place]], _NOTES[voice])
    ]
    return Reading(figure, tuple(evidence), words)


CHECK = Check(
    id="dialogue/cold-voice",
    belief="just-a-channel",
    title=Text(en="Cold voice", it="Voce fredda"),
    reads=frozenset({"messages"}),
    rung=3,
    limit=LIMIT,
    measure=measure,
    says=Text(
        en="{value} of the answers sound cold or put people off ({off} of {n} put people off).",
        it="{value:Il} delle risposte suona freddo o allontana chi scrive ({off} su {n} "
        "allontanano).",
    ),
    fine=Text(
        en="Answers speak to the person: {value} of {n} sound cold or put people off.",
        it="Le risposte parlano alla persona: {value:il} su {n} suona freddo o allontana.",
    ),
    advice={
        "watch": Text(
            en="Read the coldest ten aloud to each other, and say them again as you would at the "
            "counter.",
            it="Leggete ad alta voce le dieci più fredde, e riditele come al banco.",
        ),
        "mistake": Text(
            en="Before what to do, one sentence for the person: what you understood, what you are "
            "doing, by when. Take the forms and the reproaches out of the ready answers.",
            it="Prima di che cosa fare, una frase per la persona: che cosa si è capito, che cosa "
            "si sta facendo, entro quando. Via formule e rimproveri dalle risposte pronte.",
        ),
    },
    action="open-answers",
)
