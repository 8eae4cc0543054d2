"""The pages of documentation that are made from the code say what the code says."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from dialogo.audit.shelf import checks, measures
from dialogo.cli.group import Dialogo
from dialogo.importers.formats import formats
from dialogo.records.tables import TABLES
from dialogo.report.source_words import TITLES

DOCS = Path(__file__).resolve().parents[2] / "docs"


def generator() -> ModuleType:
    spec = spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGES = {path.name: (path, text) for path, text in generator().pages()}


@pytest.mark.parametrize("name", PAGES)
def test_a_made_page_is_up_to_date(name: str) -> None:
    path, text = PAGES[name]
    assert path.read_text(encoding="utf-8") == text, "run: make docs"


def test_nothing_on_the_shelf_is_left_out() -> None:
    told = {name: set(text.split()) for name, (_, text) in PAGES.items()}
    assert [id_ for id_ in checks() if id_ not in told["checks.md"]] == []
    assert [id_ for id_ in measures() if id_ not in told["measures.md"]] == []
    assert [name for name in TABLES if name not in told["records.md"]] == []
    headings = PAGES["exports.md"][1].splitlines()
    assert [one.id for one in formats() if f"## {one.title.en}" not in headings] == []
    commands = Dialogo("en").list_commands(None)  # type: ignore[arg-type]  # it needs no context
    lines = PAGES["command-line.md"][1].splitlines()
    assert [name for name in commands if f"## dialogo {name}" not in lines] == []


def test_reports_call_the_pages_of_evidence_by_their_headings() -> None:
    headings = {
        path.stem: path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
        for path in (DOCS / "evidence").glob("*.md")
    }
    assert {name: title.en for name, title in TITLES.items()} == {
        name: headings.get(name) for name in TITLES
    }


@pytest.mark.parametrize("name", PAGES)
def test_every_page_it_points_to_exists(name: str) -> None:
    _, text = PAGES[name]
    linked = {part.split(")")[0] for part in text.split("](")[1:]}
    assert [page for page in sorted(linked) if not (DOCS / page).is_file()] == []


def test_the_index_leads_to_every_page() -> None:
    indexes = [DOCS / "README.md", DOCS / "decisions" / "README.md"]
    linked = {
        (index.parent / part.split(")")[0]).resolve()
        for index in indexes
        for part in index.read_text(encoding="utf-8").split("](")[1:]
    }
    assert [page for page in sorted(DOCS.rglob("*.md")) if page not in {*linked, indexes[0]}] == []
    assert [page for page in sorted(linked) if not page.exists()] == []
