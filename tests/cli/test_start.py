"""Starting up: help at once and in the reader's language, with no engine loaded for it."""

import re
import subprocess
import sys

import pytest

from dialogo.cli.group import Dialogo
from dialogo.cli.language import spoken_language
from tests.cli.conftest import Run

HEAVY = ("duckdb", "pyarrow", "babel", "numpy", "rich", "jinja2", "altair", "django")


def fresh(code: str, **environment: str) -> str:
    """What a new interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    return done.stdout


def test_help_loads_no_engine() -> None:
    code = (
        "import sys\nfrom dialogo.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit as done: assert done.code == 0\n"
        f"print('LOADED', sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    assert fresh(code).splitlines()[-1] == "LOADED []"


def test_importing_the_package_loads_no_engine() -> None:
    code = f"import sys, dialogo; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    assert fresh(code).strip() == "[]"


def test_the_installed_command_answers() -> None:
    code = "import sys; sys.argv = ['dialogo', '--version']; from dialogo.cli import main; main()"
    assert fresh(code).startswith("dialogo 0.")


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "en"),
        ({"LANG": "it_IT.UTF-8"}, "it"),
        ({"LANG": "it_IT.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "it"}, "it"),
        ({"LC_ALL": "it_CH", "DIALOGO_LANG": "en"}, "en"),
        ({"LC_ALL": "", "DIALOGO_LANG": " ", "LANG": "IT"}, "it"),
    ],
)
def test_the_first_language_that_is_set_is_spoken(environment: dict[str, str], lang: str) -> None:
    assert spoken_language(environment) == lang


def test_every_command_has_help_in_both_languages(dialogo: Run) -> None:
    for name in Dialogo().list_commands(None):
        english, italian = (dialogo(name, "--help", lang=lang) for lang in ("en", "it"))
        assert (english.exit_code, italian.exit_code) == (0, 0)
        assert english.output.startswith(f"Usage: dialogo {name} [OPTIONS]")
        assert italian.output.startswith(f"Uso: dialogo {name} [OPZIONI]")
        assert "Mostra questo testo e si ferma." in italian.output
        shared = set(english.output.splitlines()) & set(italian.output.splitlines())
        assert [line for line in shared if len(line.split()) > 4] == []


def test_the_commands_are_listed(dialogo: Run) -> None:
    output = dialogo("--help", lang="it").output
    commands = output.split("Comandi:")[1].split("Opzioni:")[0].splitlines()
    listed = [line.split()[0] for line in commands if re.match("  [a-z]", line)]
    assert listed == [
        "audit",
        "backup",
        "checks",
        "connect",
        "import",
        "label",
        "ledger-check",
        "measures",
        "restore",
        "returns",
        "run",
        "settings",
        "sign-in-link",
        "simulate",
        "staffing",
        "template",
        "work",
    ]
