"""What a text was taken for, and who wrote it, in the reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogo.records.network_names import network_name
from dialogo.records.text import Lang, Text
from dialogo.report.clean import one_line
from dialogo.report.how_sure import how_sure

if TYPE_CHECKING:
    from dialogo.report.texts import Behind

_BY = {
    "customer": Text(en="a customer", it="un cliente"),
    "company": Text(en="the company", it="l'azienda"),
    "other": Text(en="somebody else", it="altri"),
}
_LABELS = {
    ("needs_answer", "yes"): Text(en="wants an answer", it="attende risposta"),
    ("needs_answer", "no"): Text(en="wants no answer", it="non attende risposta"),
    ("act", "question"): Text(en="question", it="domanda"),
    ("act", "complaint"): Text(en="complaint", it="lamentela"),
    ("act", "request"): Text(en="request", it="richiesta"),
    ("act", "praise"): Text(en="praise", it="elogio"),
    ("act", "suggestion"): Text(en="suggestion", it="suggerimento"),
    ("act", "spam"): Text(en="spam or abuse", it="spam o insulti"),
    ("act", "chat"): Text(en="chat", it="chiacchiera"),
    ("does", "useful"): Text(en="useful", it="utile"),
    ("does", "promotional"): Text(en="promotional", it="promozionale"),
    ("does", "conversation"): Text(en="conversation", it="conversazione"),
    ("does", "corporate"): Text(en="corporate", it="istituzionale"),
    ("tone", "warm"): Text(en="warm", it="calda"),
    ("tone", "plain"): Text(en="plain", it="neutra"),
    ("tone", "cold"): Text(en="cold", it="fredda"),
    ("tone", "off-putting"): Text(en="off-putting", it="respingente"),
    ("tone", "pleased"): Text(en="pleased", it="tono contento"),
    ("tone", "annoyed"): Text(en="annoyed", it="tono irritato"),
}
_WHERE = Text(en="{by} on {network}, {at}", it="{by} su {network}, {at}")
_UNSURE = Text(en="nobody can be sure what it is", it="non si può dire con certezza che cos'è")


def written_by(text: Behind, lang: Lang) -> str:
    """Who wrote it, without a name, where and when."""
    by = _BY.get(text.by, _BY["other"]).say(lang)
    network = network_name(one_line(text.network), lang)
    return _WHERE.say(lang, by=by, network=network, at=text.at)


def taken_for(text: Behind, lang: Lang) -> str:
    """What it was taken for, and how sure that is; "" where nothing judged it."""
    names = [
        _LABELS[label].say(lang)
        for label in reversed(list(text.labels.items()))
        if label in _LABELS
    ]
    if not names:
        return _UNSURE.say(lang) if text.labels else ""
    if text.sure is not None:
        names.append(how_sure(text.sure, lang))
    return ", ".join(names)
