"""What the desk would not do, as problems: the same sentences, and the reason in a word."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dialogo.records.errors import BadInput
from dialogo.records.text import LANGS, Text
from dialogo.web.actions.letters.refused import Newer, WontDo
from dialogo.web.api.problems import NEWER, NOT_ALLOWED, NOT_NOW, Flaw, Problem

MESSAGE = Text(en="message {number}", it="messaggio {number}")
LETTER = Text(en="letter {number}", it="lettera {number}")


@contextmanager
def refused() -> Iterator[None]:
    """Answers what is not done with a problem: who wrote meanwhile, or why it cannot be."""
    try:
        yield
    except Newer as newer:
        flaws = [Flaw("/basis", MESSAGE, {"number": str(one)}) for one in newer.messages]
        flaws += [Flaw("/basis", LETTER, {"number": str(one)}) for one in newer.letters]
        raise Problem(NEWER, literal(newer), flaws=flaws, code="newer") from newer
    except WontDo as wont:
        kind = NOT_ALLOWED if wont.code == "may-not" else NOT_NOW
        raise Problem(kind, literal(wont), code=wont.code) from wont
    except BadInput as wrong:
        raise Problem(NOT_NOW, literal(wrong)) from wrong


def literal(wrong: BadInput) -> Text:
    """What it says, written out: nothing in it is a place for a value any more."""
    en, it = (
        wrong.text.say(lang, **wrong.values).replace("{", "{{").replace("}", "}}") for lang in LANGS
    )
    return Text(en=en[:1].upper() + en[1:], it=it[:1].upper() + it[1:])
