"""What the clients of the benchmark ask for, and the cookies of those who are signed in."""

from __future__ import annotations

from benchmarks.conversations import LONG_AUTHOR
from benchmarks.desk_ready import ready


def tell() -> None:
    """A line each, with `=` before it: cookies, an empty one, then names and paths."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from benchmarks.inbox_asked import lists
    from dialogo.web.models.conversations import Conversation
    from dialogo.web.models.person import Person
    from dialogo.web.models.workspace import Workspace
    from dialogo.web.pages.inbox import lists as shown

    workspace = Workspace.objects.get()
    ada, *_ = people = list(Person.objects.order_by("pk"))
    for person in people:
        client = Client()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        print(f"={name}={client.cookies[name].value}")
    print("=")
    for one, (filters, after) in lists(workspace, ada).items():
        print(f"={one}\t{shown.address(workspace, None, shown.query(filters, after=after or ''))}")
    long = Conversation.objects.get(author=LONG_AUTHOR)
    path = reverse("conversation", args=[workspace.slug, long.pk])
    print(f"=conversation of 500\t{path}")
    print(f"=the same beside the list\t{path}\tconversation")


if __name__ == "__main__":
    ready()
    tell()
