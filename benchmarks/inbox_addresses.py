"""What the clients of the benchmark ask for, and the cookie of who is signed in."""

from __future__ import annotations

from benchmarks.desk_ready import ready


def tell() -> None:
    """A line each, with `=` before it."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse
    from django.utils.http import urlencode

    from benchmarks.inbox_queries import deep
    from dialogo.web.models.conversations import Conversation
    from dialogo.web.models.person import Person
    from dialogo.web.models.workspace import Workspace
    from dialogo.web.queries.inbox import Filters

    ada, workspace = Person.objects.get(), Workspace.objects.get()
    client = Client()
    client.force_login(ada)
    name = settings.SESSION_COOKIE_NAME
    print(f"={name}={client.cookies[name].value}")
    home = reverse("inbox", args=[workspace.slug])
    long = Conversation.objects.get(author="long_lia")
    filters = Filters(state="open")

    def at(**values: str) -> str:
        return f"{home}?{urlencode(values)}"

    paths = {
        "first page": home,
        "deep page": at(**filters.written(), after=deep(workspace, ada, filters)),
        "search, common word": at(q="caffè"),
        "search, usual word": at(q="rimborso"),
        "search, rare word": at(q="zanzibar"),
        "conversation of 500": reverse("conversation", args=[workspace.slug, long.pk]),
    }
    for one, path in paths.items():
        print(f"={one}\t{path}")


if __name__ == "__main__":
    ready()
    tell()
