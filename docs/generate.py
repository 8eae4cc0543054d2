"""Writes the pages of documentation that are made from the code: python docs/generate.py."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from dialogo.audit.check import BELIEFS, Check
from dialogo.audit.shelf import checks, measures
from dialogo.cli.commands.checks import told_by
from dialogo.cli.commands.measures import UNITS
from dialogo.cli.group import Dialogo
from dialogo.importers.formats import formats
from dialogo.records.measure import Measure
from dialogo.records.schema import Table
from dialogo.records.tables import TABLES
from dialogo.records.text import Text
from dialogo.report.vocabulary import BELIEF_WORDS, STRENGTHS, VERDICTS, limit_in_words
from dialogo.web.settings.option import Option
from dialogo.web.settings.options import OPTIONS

HERE = Path(__file__).parent
MADE = "<!-- Made from the code by `make docs`; change the code, not this page. -->"


def records() -> str:
    """docs/records.md: every table and every column."""
    lines = [
        "# Records",
        MADE,
        "What Dialogo keeps, table by table. A folder of records holds them as Parquet, or one CSV "
        "a table. Times are UTC, money is exact. Tables that you fill in yourself come as "
        "templates: `dialogo template`.",
    ]
    for table in TABLES.values():
        lines += _table(table)
    return _page(lines)


def _table(table: Table) -> list[str]:
    rows = ["| column | type | needed | meaning |", "|---|---|---|---|"]
    for column in table.columns:
        meaning = column.meaning.en
        if column.choices:
            meaning += f" One of: {', '.join(column.choices)}."
        if column.lowest is not None:
            meaning += f" Not below {column.lowest:g}."
        needed = "yes" if column.required else ""
        rows.append(f"| `{column.name}` | {column.type} | {needed} | {_cell(meaning)} |")
    about = f"{table.meaning.en} Two rows are the same if they agree on {_listed(table.key)}."
    if table.own:
        about += " Filled in by the company."
    return [f"## {table.name}", about, "\n".join(rows)]


def measure_pages() -> str:
    """docs/measures.md: every measure."""
    lines = [
        "# Measures",
        MADE,
        "Every figure names what it counts (n) and its window; what cannot be told is left open, "
        "never taken for zero. In Italian: `dialogo measures --lang it`.",
    ]
    for measure in measures().values():
        lines += _measure(measure)
    return _page(lines)


def _measure(measure: Measure) -> list[str]:
    source = measure.source
    facts = [
        f"- unit: {UNITS[measure.unit].en}",
        f"- looks at: {measure.window}",
        f"- reads: {_listed(sorted(measure.reads))}",
        f"- source: [{source.page}]({_link(source.page)}), {STRENGTHS[source.strength].en}",
    ]
    return [f"## {measure.id}", f"{measure.title.en}. {measure.meaning.en}", "\n".join(facts)]


def check_pages() -> str:
    """docs/checks.md: every mistake, by belief."""
    lines = [
        "# Checks",
        MADE,
        "The mistakes that Dialogo looks for, by the belief they come from. A value on a line is "
        "still fine. `dialogo checks ID` shows one; a policy file moves a line, accepts a finding "
        "or adds a mistake of your own.",
    ]
    for belief in BELIEFS:
        kept = [check for check in checks().values() if check.belief == belief]
        if kept:
            lines += [f"## {BELIEF_WORDS[belief].held.en}", BELIEF_WORDS[belief].true.en]
        for check in kept:
            lines += _check(check)
    return _page(lines)


def _check(check: Check) -> list[str]:
    limit = check.limit
    facts = [
        f"- line: {limit_in_words(limit, check.unit, None, 'en')}, "
        f"{Text('from {n:case|cases} on', '').say('en', n=limit.at_least)}",
        f"- source: [{limit.source.page}]({_link(limit.source.page)}), "
        f"{STRENGTHS[limit.source.strength].en}",
        f"- reads: {_listed(sorted(check.reads))}",
        f"- rung: {check.rung or 'none'}; weight: {check.weight} of 3",
    ]
    for verdict, text in check.advice.items():
        facts.append(f"- what helps ({VERDICTS[verdict].en}): {text.en}")
    lines = [f"### {check.id}", f"**{check.title.en}**"]
    told = told_by(check)
    if told:
        lines.append(f"```text\n{told}\n```")
    return [*lines, "\n".join(facts)]


def exports() -> str:
    """docs/exports.md: every export that can be read, and where to download it."""
    lines = [
        "# Exports",
        MADE,
        "Files that Dialogo reads as the networks give them, packed or unpacked, one or a whole "
        "folder: `dialogo audit FOLDER`. It knows them by what is in them, not by their names. "
        "For what no network knows (hours, budgets, shifts …) there are templates: `dialogo "
        "template`.",
    ]
    for format_ in sorted(formats(), key=lambda one: one.title.en):
        lines += [f"## {format_.title.en}", format_.how.en]
    return _page(lines)


def command_line() -> str:
    """docs/command-line.md: every command with its options."""
    english = Dialogo("en")
    parent = click.Context(english, info_name="dialogo", **_WIDE)
    lines = [
        "# Command line",
        MADE,
        "Every command ends with 0 when it is done, 1 when `--fail-on` found what it looks for, "
        "and 2 for input that cannot be used, which is then said in one sentence. The language is "
        "that of `DIALOGO_LANG`, else `LC_ALL`, `LC_MESSAGES` or `LANG`: Italian where it begins "
        "with `it`, else English.",
        _help(english, parent),
    ]
    for name in english.list_commands(parent):
        command = english.get_command(parent, name)
        assert command is not None  # noqa: S101  (it has just been listed)
        context = click.Context(command, parent=parent, info_name=name, **_WIDE)
        lines += [f"## dialogo {name}", _help(command, context)]
    return _page(lines)


def settings() -> str:
    """docs/settings.md: every option of the desk."""
    lines = [
        "# Settings",
        MADE,
        "What can be set about the desk. Each by a variable, or by a line in `dialogo.toml` in the "
        "data folder (`port = 9000`); `DIALOGO_CONFIG` names another file. The variable wins. All "
        "are checked at start, and a wrong one is told: where it stands and what to write instead. "
        "`dialogo settings` shows those in force; in Italian: `dialogo settings --lang it`.",
        "\n".join(
            [
                "| in the file | variable | write | else | meaning |",
                "|---|---|---|---|---|",
                *(_option(one) for one in OPTIONS.values()),
            ]
        ),
    ]
    return _page(lines)


def _option(one: Option) -> str:
    default = one.default
    if isinstance(default, bool):
        default = "yes" if default else "no"
    written = "" if default is None or default in ("", ()) else f"`{default}`"
    secret = " Secret: never shown." if one.secret else ""
    cells = (f"`{one.name}`", f"`{one.variable}`", one.kind.wanted.en, written)
    return f"| {' | '.join(map(_cell, cells))} | {_cell(one.means.en + secret)} |"


def api() -> str:
    """docs/api.md: every operation, with what it takes, gives and asks for."""
    described = _described()
    lines = [
        "# API",
        MADE,
        described["info"]["description"],
        "The desk shows this page under `/api/v1/`, and the whole description with every schema as "
        "OpenAPI 3.1 under `/api/v1/openapi.json`. An owner makes tokens in the settings, under "
        "API tokens.",
        '```text\ncurl -H "Authorization: Bearer dialogo_…" https://desk.example.com'
        "/api/v1/workspace\n```",
        *_example(),
    ]
    room = ""
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            table = path.removeprefix("/api/v1/records/")
            if table in TABLES and table != next(iter(TABLES)):
                continue  # as that of the first table, with other columns
            if room != (room := told["tags"][0]):
                lines.append(f"## {room}")
            lines += _operation(f"{method.upper()} {path}", told)
    return _page(lines)


def _example() -> list[str]:
    """The script that the tests run, and what it prints."""
    return [
        "## An example",
        "A script that reads every account, answers whoever asks something, and follows each "
        "answer until it has been sent. It uses nothing but Python; the tests run it against a "
        "desk, and it printed what stands below.",
        f"```python\n{(HERE / 'api_example.py').read_text(encoding='utf-8')}```",
        f"```text\n{(HERE / 'api_example.txt').read_text(encoding='utf-8')}```",
    ]


def _operation(address: str, told: dict[str, Any]) -> list[str]:
    facts = [
        f"- `{parameter['name']}` ({parameter['in']}): {parameter['description']}"
        f"{_choices(parameter['schema'])}"
        for parameter in told["parameters"]
        if "description" in parameter
    ]
    if "requestBody" in told:
        kinds = ", ".join(f"`{kind}`" for kind in told["requestBody"]["content"])
        facts.append(f"- takes: {kinds}")
        facts += _body(told["requestBody"]["content"].get("application/json", {}).get("schema", {}))
    facts.append(f"- answers: {', '.join(code for code in told['responses'] if code < '300')}")
    if "/records/" in address:
        tables = ", ".join(f"`{name}`" for name in TABLES)
        facts.append(f"- the same for {tables}; their columns: [records.md](records.md)")
        facts.append("- what people are paid (in `members`): with the scope `pay.read` as well")
    return [f"### `{address}`", f"{told['summary']}. {told['description']}", "\n".join(facts)]


def _body(schema: dict[str, Any]) -> list[str]:
    """The fields of a body; of each shape, where it has several."""
    if "oneOf" in schema:
        fields = [line for one in schema["oneOf"] for line in ["  - either:", *_body(one)]]
        return [] if all("const" in _first(one) for one in schema["oneOf"]) else fields
    needed = schema.get("required", ())
    return [
        f"  - `{name}`{', needed' if name in needed else ''}: {one['description']}{_choices(one)}"
        for name, one in schema.get("properties", {}).items()
        if "description" in one
    ]


def _choices(schema: dict[str, Any]) -> str:
    """What it may be, where that is a list."""
    listed = ", ".join(f"`{one}`" for one in schema.get("enum", ()) if one is not None)
    return f" One of: {listed}." if listed else ""


def _first(schema: dict[str, Any]) -> dict[str, Any]:
    """Its first field; a constant tells shapes that the API itself lists."""
    field: dict[str, Any] = next(iter(schema["properties"].values()))
    return field


def _described() -> dict[str, Any]:
    """The description of the API."""
    _set_up_desk()
    from dialogo.web.api.openapi import document  # models need the desk to be set up

    return document("en")


def roles() -> str:
    """docs/roles.md: every role, and what each may."""
    _set_up_desk()
    from dialogo.web.frame.permissions import permissions  # as above
    from dialogo.web.models.roles import DOES, Role

    lines = [
        "# Roles",
        MADE,
        "What somebody may do in a workspace hangs on their role there; the same person may have "
        "another role in another workspace. The desk shows this page in the settings, under Who "
        "may what.",
        "\n".join(f"- **{role.called.en}**: {DOES[role].en}" for role in Role),
        "\n".join(
            [
                f"| may | {' | '.join(role.called.en for role in Role)} |",
                f"|---|{':-:|' * len(Role)}",
                *(
                    f"| {one.title.en} | "
                    f"{' | '.join('●' if role in one.roles else '' for role in Role)} |"
                    for one in sorted(
                        permissions(), key=lambda one: (-len(one.roles), one.title.en)
                    )
                ),
            ]
        ),
        "Whoever **runs the desk** (the first person to sign in, and whom they let) makes "
        "companies and accounts, and sees mail, company sign-in and the installation's trail. That "
        "alone opens nobody's company.",
    ]
    return _page(lines)


def _set_up_desk() -> None:
    """Sets the desk up, in a folder that is thrown away."""
    import django
    from django.apps import apps

    if not apps.ready:
        with TemporaryDirectory() as folder:
            os.environ["DIALOGO_DATA"] = folder
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dialogo.web.settings.django")
            django.setup()


_WIDE: dict[str, Any] = {"terminal_width": 96, "max_content_width": 96}


def _help(command: click.Command, context: click.Context) -> str:
    lines = [line.rstrip() for line in command.get_help(context).splitlines()]
    return "\n".join(["```text", *lines, "```"])


def _page(parts: list[str]) -> str:
    return "\n\n".join(parts) + "\n"


def _listed(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _link(page: str) -> str:
    """A page's address as seen from docs/."""
    return page.removeprefix("docs/")


PAGES = {
    "records.md": records,
    "measures.md": measure_pages,
    "checks.md": check_pages,
    "exports.md": exports,
    "command-line.md": command_line,
    "settings.md": settings,
    "api.md": api,
    "roles.md": roles,
}


def pages() -> Iterator[tuple[Path, str]]:
    """Every made page: where it lies, and what it should say."""
    for name, make in PAGES.items():
        yield HERE / name, make()


if __name__ == "__main__":
    for path, text in pages():
        path.write_text(text, encoding="utf-8")
