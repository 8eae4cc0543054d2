"""The group `dialogo`: finds its commands in a folder, speaks two languages, ends in 0, 1 or 2."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from dialogo.cli.language import (
    COMMANDS,
    HELP,
    OPTIONS,
    SEE_HELP,
    USAGE,
    VERSION,
    refuse_command,
    said_by_click,
    spoken_language,
)
from dialogo.records.errors import BadInput
from dialogo.records.text import Lang, Text
from dialogo.report.clean import one_line

BAD_INPUT = 2
INTERRUPTED = 130  # what a shell reports for Ctrl-C

ABOUT = Text(
    en="Finds the mistakes in a company's social media strategy, from its own records.\n\n"
    "To begin: dialogo audit FOLDER, where FOLDER holds the exports of your networks.",
    it="Trova gli errori nella strategia social di un'azienda, a partire dai suoi dati.\n\n"
    "Per cominciare: dialogo audit CARTELLA, dove CARTELLA contiene le esportazioni delle reti.",
)
_FILE_TROUBLE = Text(
    en="{file}: {why}. Check that the place exists and that you may read and write there.",
    it="{file}: {why}. Controllate che il posto esista e che possiate leggerci e scriverci.",
)


class Command(click.Command):
    """A command that says what is wrong with its input in one sentence and ends with 2.

    `lang` is the language of its help; its own option `--lang`, if given, that of its errors.
    """

    def __init__(self, *args: Any, lang: Lang, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.lang: Lang = lang

    def invoke(self, ctx: click.Context) -> Any:
        lang: Lang = ctx.params.get("lang") or self.lang
        try:
            return super().invoke(ctx)
        except BadInput as wrong:
            raise Refusal(one_line(wrong.say(lang))) from wrong
        except BrokenPipeError:
            raise  # whoever read our output has gone; click ends quietly
        except OSError as trouble:
            if trouble.filename is None:
                raise
            text = _FILE_TROUBLE.say(lang, file=trouble.filename, why=trouble.strerror)
            raise Refusal(one_line(text)) from trouble

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)
        if self.lang == "it":
            pieces = [piece.replace("[OPTIONS]", "[OPZIONI]") for piece in pieces]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=USAGE.say(self.lang))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        rows = [row for option in options if (row := option.get_help_record(ctx))]
        if rows:
            with formatter.section(OPTIONS.say(self.lang)):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = HELP.say(self.lang)
        return option


class Refusal(click.ClickException):
    """Bad input, told in one sentence."""

    exit_code = BAD_INPUT


class Dialogo(click.Group):
    """`dialogo`: loads a command only when it is asked for, or when all are listed.

    Speaks `lang`, else the language of the environment.
    """

    def __init__(self, lang: Lang | None = None) -> None:
        super().__init__("dialogo", params=[_version_option()])
        self._lang = lang

    @property
    def lang(self) -> Lang:
        return self._lang or spoken_language()

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [_name(file) for file in _command_files()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command; None if there is none of that name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        (file,) = (file for file in _command_files() if _name(file) == cmd_name)
        module = import_module(f"dialogo.cli.commands.{file.stem}")
        command: click.Command = module.command(self.lang)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            names = self.list_commands(ctx)
            raise click.UsageError(refuse_command(args[0], names, self.lang), ctx)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lang = self.lang
        words = {"en": "[OPTIONS] COMMAND …", "it": "[OPZIONI] COMANDO …"}
        formatter.write_usage(ctx.command_path, words[lang], prefix=USAGE.say(lang))
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(ABOUT.say(lang))
        rows = [
            (name, (command.short_help or "") if command else "")
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name))
        ]
        with formatter.section(COMMANDS.say(lang)):
            formatter.write_dl(rows)
        with formatter.section(OPTIONS.say(lang)):
            formatter.write_dl([("--version", VERSION.say(lang)), ("--help", HELP.say(lang))])

    def main(self, args: Sequence[str] | None = None, *rest: Any, **settings: Any) -> Any:
        """Runs; ends the process with 0 (done), 1 (the line was crossed) or 2 (bad input)."""
        settings["standalone_mode"] = False
        try:
            code = super().main(args, *rest, **settings)
        except click.UsageError as wrong:
            lang = self.lang
            click.echo(f"dialogo: {said_by_click(wrong, lang)}", err=True)
            path = wrong.ctx.command_path if wrong.ctx else "dialogo"
            click.echo(SEE_HELP.say(lang, command=path), err=True)
            code = BAD_INPUT
        except click.ClickException as wrong:
            click.echo(f"dialogo: {wrong.format_message()}", err=True)
            code = wrong.exit_code
        except click.Abort:
            code = INTERRUPTED
        except BrokenPipeError:
            sys.stdout = None  # nobody reads: nothing to flush at exit
            code = 0
        sys.exit(code if isinstance(code, int) else 0)


def _name(file: Path) -> str:
    return file.stem.rstrip("_").replace("_", "-")


def _command_files() -> list[Path]:
    folder = Path(__file__).parent / "commands"
    return sorted(file for file in folder.glob("*.py") if file.stem != "__init__")


def _version_option() -> click.Option:
    def show(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            from dialogo import __version__  # only to be shown

            click.echo(f"dialogo {__version__}")
            ctx.exit()

    return click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show
    )
