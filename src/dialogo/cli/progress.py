"""Progress on standard error: what is being done, how far it is; silent where nobody watches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dialogo.records.text import Lang, Text

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

    from dialogo.importers.bring_in import Step

Advance = Callable[[], None]


@contextmanager
def bar(what: Text, lang: Lang, total: int | None) -> Iterator[Advance]:
    """A bar of `total` steps (None: as long as it takes); call what it yields after each."""
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = [SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()]
    with _shown(columns) as progress:
        task = progress.add_task(what.say(lang), total=total)
        yield lambda: progress.advance(task)


@contextmanager
def _shown(columns: list[ProgressColumn]) -> Iterator[Progress]:
    """On standard error, gone when it is done; nothing where that is no terminal."""
    from rich.console import Console  # start-up: only commands that take long draw bars
    from rich.progress import Progress

    console = Console(stderr=True)
    silent = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=silent) as progress:
        yield progress


_READING = Text(en="Reading {file}", it="Leggo {file}")
_STORING = Text(en="Putting in order", it="Metto in ordine")


@contextmanager
def reading(lang: Lang) -> Iterator[Callable[[Step], None]]:
    """A bar that follows an import: the bytes of each file, then the storing of all."""
    from rich.markup import escape  # start-up, as above
    from rich.progress import BarColumn, DownloadColumn, SpinnerColumn, TextColumn

    from dialogo.report.clean import one_line

    columns = [SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), DownloadColumn()]
    with _shown(columns) as progress:
        task = progress.add_task("", total=None)

        def show(step: Step) -> None:
            name = one_line(step.file, 40)
            said = _READING.say(lang, file=name) if step.phase == "reading" else _STORING.say(lang)
            total = step.total or None
            progress.update(task, description=escape(said), completed=step.done, total=total)

        yield show
