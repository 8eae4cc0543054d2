"""dialogo checks and dialogo measures: the whole shelf, and all about one check."""

from dialogo.audit.shelf import checks, measures
from tests.cli.conftest import Run


def test_every_check_and_every_measure_is_listed(dialogo: Run) -> None:
    listed = dialogo("checks", lang="it").stdout.split()
    assert [id_ for id_ in checks() if id_ not in listed] == []
    listed = dialogo("measures").stdout.split()
    assert [id_ for id_ in measures() if id_ not in listed] == []


def test_one_check_is_shown_with_its_story_line_source_and_advice(dialogo: Run) -> None:
    for id_, check in checks().items():
        told = " ".join(dialogo("checks", id_).stdout.split())
        for part in ("Mistake", "Practice", check.title.en, check.limit.source.page):
            assert part in told
        for text in check.advice.values():
            assert text.en in told


def test_an_unknown_check_is_met_with_near_names(dialogo: Run) -> None:
    done = dialogo("checks", "dialogue/slow-first-replay", lang="it")
    assert done.exit_code == 2
    assert done.stderr.startswith(
        "dialogo: non esiste il controllo dialogue/slow-first-replay. "
        "Forse dialogue/slow-first-reply"
    )
