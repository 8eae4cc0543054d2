"""Makes a desk for the worked example of the API: a question on the practice network, a token."""

# ruff: noqa: T201  (whoever calls it reads the token)
from __future__ import annotations

import django

django.setup()

from django.utils import timezone  # noqa: E402  (once the desk is set up)

from dialogo.networks.fake.server import Draft, Server  # noqa: E402
from dialogo.web.actions import tokens, workspaces  # noqa: E402
from dialogo.web.actions.connections.connect import by_form  # noqa: E402
from dialogo.web.actions.connections.filling import practice_file  # noqa: E402
from dialogo.web.models.api import Scope  # noqa: E402
from dialogo.web.models.person import Person  # noqa: E402

SCOPES = (
    Scope.CONVERSATIONS_READ,
    Scope.CONVERSATIONS_WRITE,
    Scope.LETTERS_SEND,
    Scope.CONNECTIONS_READ,
    Scope.CONNECTIONS_WRITE,
)


def main() -> None:
    ada = Person.objects.create_user("ada@aurora.example", "coffee-and-milk", name="Ada Neri")
    aurora = workspaces.make("Aurora", ada)
    file = practice_file(aurora)
    file.parent.mkdir(parents=True, exist_ok=True)
    by_form(aurora, ada, "fake", "file", {"file": str(file), "handle": "aurora"})
    server = Server(file)
    lia = server.join("lia", "Lia Conti")
    server.write(lia, Draft("@aurora When do you open on Sundays?"), timezone.now())
    _, secret = tokens.make(aurora, "The example", SCOPES, by=ada)
    print(secret)


main()
