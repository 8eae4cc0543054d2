"""dialogo checks: the mistakes that Dialogo knows, and all about one of them."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from dialogo.cli.group import Command
from dialogo.cli.options import language
from dialogo.records.errors import BadInput
from dialogo.records.text import Lang, Text

if TYPE_CHECKING:
    from dialogo.audit.check import Check

ABOUT = Text(
    en="List the mistakes that Dialogo looks for; with an id, show all about that one.",
    it="Elenca gli errori che Dialogo cerca; con un id, mostra tutto su quello.",
)
_UNKNOWN = Text(
    en="there is no check {id}.{near} See dialogo checks.",
    it="non esiste il controllo {id}.{near} L'elenco è in dialogo checks.",
)
_NEAR = Text(en=" Perhaps {names}?", it=" Forse {names}?")
_LABELS = {
    "belief": Text(en="Belief", it="Convinzione"),
    "reads": Text(en="Reads", it="Legge"),
    "line": Text(en="Line", it="Soglia"),
    "source": Text(en="Source", it="Fonte"),
    "rung": Text(en="Rung", it="Gradino"),
    "advice": Text(en="What helps ({verdict})", it="Che cosa aiuta ({verdict})"),
    "unknown": Text(en="When it cannot be told", it="Quando non si può dire"),
}
_LINE = Text(en="{line}, from {n:case|cases} on", it="{line}, a partire da {n:caso|casi}")


def command(lang: Lang) -> click.Command:
    """The command, its help in `lang`."""
    return Command(
        "checks",
        lang=lang,
        callback=run,
        help=ABOUT.say(lang),
        short_help=ABOUT.say(lang),
        params=[click.Argument(["id"], required=False, metavar="[ID]"), language(lang)],
    )


def run(id: str | None, lang: Lang) -> None:  # noqa: A002  (the argument's name on the screen)
    """Lists every check by belief, or shows one."""
    from dialogo.audit.shelf import checks  # start-up: the shelf loads every check

    shelf = checks()
    if id is None:
        _list(list(shelf.values()), lang)
        return
    if id not in shelf:
        raise BadInput(_UNKNOWN, id=id, near=_near(id, list(shelf), lang))
    _show(shelf[id], lang)


def _near(id_: str, names: list[str], lang: Lang) -> str:
    close = get_close_matches(id_, names, 3)
    return _NEAR.say(lang, names=close) if close else ""


def _list(checks: list[Check], lang: Lang) -> None:
    from dialogo.audit.check import BELIEFS  # start-up, as above
    from dialogo.report.vocabulary import BELIEF_WORDS

    wide = max(len(check.id) for check in checks)
    for belief in BELIEFS:
        kept = [check for check in checks if check.belief == belief]
        if kept:
            click.echo(BELIEF_WORDS[belief].held.say(lang))
            for check in kept:
                click.echo(f"  {check.id.ljust(wide)}  {check.title.say(lang)}")


def _show(check: Check, lang: Lang) -> None:
    from dialogo.report.vocabulary import (  # start-up, as above
        BELIEF_WORDS,
        STRENGTHS,
        VERDICTS,
        limit_in_words,
    )

    limit = check.limit
    click.echo(f"{check.id}  {check.title.say(lang)}\n")
    click.echo(told_by(check) + "\n")
    line = limit_in_words(limit, check.unit, None, lang)
    rows = [
        (_LABELS["belief"].say(lang), BELIEF_WORDS[check.belief].held.say(lang)),
        (_LABELS["rung"].say(lang), str(check.rung or "–")),
        (_LABELS["reads"].say(lang), ", ".join(sorted(check.reads))),
        (_LABELS["line"].say(lang), _LINE.say(lang, line=line, n=limit.at_least)),
        (
            _LABELS["source"].say(lang),
            f"{limit.source.page} ({STRENGTHS[limit.source.strength].say(lang)})",
        ),
    ]
    for verdict, text in check.advice.items():
        label = _LABELS["advice"].say(lang, verdict=VERDICTS[verdict])
        rows.append((label, text.it if lang == "it" else text.en))
    unknown = check.unknown.it if lang == "it" else check.unknown.en
    rows.append((_LABELS["unknown"].say(lang), unknown))
    for label, text_ in rows:
        click.echo(f"{label}: {text_}")


def told_by(check: Check) -> str:
    """The docstring of the module that holds the check: the mistake, then the practice."""
    module = sys.modules.get(getattr(check.measure, "__module__", ""))
    return (module.__doc__ or "").strip() if module else ""
