"""Pseudonyms of erased people: the same for the same account for ever, and nobody's name."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from hashlib import sha256

from dialogo.web.models.erasure import ErasureKey
from dialogo.web.models.records import Gone
from dialogo.web.models.workspace import Workspace

MARK = "erased:"
# Characters of the digest: 96 bits, so that no two of a company's ids meet.
_DIGITS = 24

Pseudonym = Callable[[str, str], str]


def is_erased(name: str) -> bool:
    """Whether `name` is a pseudonym."""
    return name.startswith(MARK)


def erased_since(workspace: Workspace, revision: int) -> bool:
    """Whether somebody was erased after `revision`: what was reckoned from it may name them.

    Asked in the transaction that would keep it; whoever erases waits until that has ended.
    """
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    return Gone.objects.filter(workspace=workspace, table="", revision__gt=revision).exists()


def pseudonyms(workspace: Workspace, *, draw: bool = False) -> Pseudonym | None:
    """Gives an account, message or conversation (network, name) the name it has once erased.

    Capitals do not count. None where nobody was ever erased, or the key was given up,
    unless `draw` makes one.
    """
    key = ErasureKey.objects.filter(workspace=workspace).exclude(secret="").first()
    if key is None and draw:
        key, _ = ErasureKey.objects.update_or_create(
            workspace=workspace, defaults={"secret": secrets.token_hex(32)}
        )
    return None if key is None else pseudonyms_by(key.secret)


def pseudonyms_by(secret: str) -> Pseudonym:
    """The same by the secret of a workspace, as it is stored."""
    key = bytes.fromhex(secret)

    def pseudonym(network: str, name: str) -> str:
        if is_erased(name):
            return name
        said = f"{network}\0{name.casefold()}".encode("utf-8", "surrogatepass")
        return MARK + hmac.new(key, said, sha256).hexdigest()[:_DIGITS]

    return pseudonym
