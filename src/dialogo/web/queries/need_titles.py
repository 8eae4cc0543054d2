"""What needs are called in a workspace: by the team, or as they are known.

Asked for with every row of the inbox, so that it is looked up once for each state of what the
workspace knows.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

from dialogo.language.needs import title_of
from dialogo.records.text import Text
from dialogo.web.models.needs import NeedChoice
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.taught import mark_of

_LATELY: OrderedDict[bytes, dict[str, str]] = OrderedDict()
_AT_MOST = 64
_ONE = Lock()


def need_title(workspace: Workspace, name: str) -> Text:
    """A need's name as the team of the workspace knows it."""
    own = _titles(workspace).get(name)
    return plain(own) if own else title_of(name)


def renamed(workspace: Workspace) -> Mapping[Text, Text]:
    """What the team calls needs, by what they are known as."""
    return {title_of(name): plain(own) for name, own in _titles(workspace).items()}


def own_titles(workspace: Workspace) -> Mapping[str, str]:
    """What the team calls needs, by name."""
    return _titles(workspace)


def plain(words: str) -> Text:
    """Words of people's own: the same for every reader; braces in them are braces."""
    literal = words.replace("{", "{{").replace("}", "}}")
    return Text(en=literal, it=literal)


def _titles(workspace: Workspace) -> dict[str, str]:
    mark = mark_of(workspace)
    if not mark:
        return {}
    with _ONE:
        if mark in _LATELY:
            _LATELY.move_to_end(mark)
            return _LATELY[mark]
    choices = NeedChoice.objects.filter(workspace=workspace).exclude(title="")
    found = dict(choices.values_list("name", "title"))
    with _ONE:
        _LATELY[mark] = found
        while len(_LATELY) > _AT_MOST:
            _LATELY.popitem(last=False)
    return found
