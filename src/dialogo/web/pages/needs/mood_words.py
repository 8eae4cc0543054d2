"""How those feel who voice a need, in words."""

from __future__ import annotations

from dialogo.records.share import Share
from dialogo.records.text import Text
from dialogo.web.frame.filled import filled
from dialogo.web.queries.need_mood import Mood

SHARE = Text(
    en="{annoyed} of {n:person|people} {annoyed:|is|are} annoyed, {share} ({low} to {high})",
    it="{annoyed:|È infastidita|Sono infastidite} {annoyed:persona|persone} su {n}, {share} "
    "({low}–{high})",
)
NONE = Text(
    en="Nobody annoyed among {n:person|people} (up to {high})",
    it="Nessuno è infastidito su {n:persona|persone} (fino {high:al})",
)
TRENDS = {
    "more": Text(en="; more than before", it="; più di prima"),
    "less": Text(en="; fewer than before", it="; meno di prima"),
    "same": Text(en="; as before", it="; come prima"),
    "few": Text(en="", it=""),
}
UNSURE = Text(
    en="Of {n:other person|other people} the tone is hard to tell.",
    it="Di {n:altra persona|altre persone} il tono è difficile da dire.",
)


def mood_said(mood: Mood | None) -> Text | None:
    """The share that is annoyed, with its uncertainty and its course; None: nobody can tell."""
    if mood is None or mood.share is None:
        return None
    low, high = (Share(bound) for bound in mood.interval)
    share = Share(mood.share)
    text = filled(
        SHARE if mood.whole.annoyed else NONE,
        annoyed=mood.whole.annoyed, n=mood.whole.n, share=share, low=low, high=high,
    )  # fmt: skip
    trend = TRENDS[mood.trend]
    return Text(en=f"{text.en}{trend.en}.", it=f"{text.it}{trend.it}.")


def unsure_said(mood: Mood | None) -> Text | None:
    """Of how many the tone cannot be told; None: of nobody."""
    return filled(UNSURE, n=mood.whole.unsure) if mood and mood.whole.unsure else None
