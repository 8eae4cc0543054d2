"""Fills a desk with so many conversations, as the benchmark of the inbox asks for them."""

from __future__ import annotations

import sys

from benchmarks.desk_ready import ready


def fill(conversations: int) -> None:
    """Nothing, where they are there already. The database's planner is told what there is, as
    PostgreSQL's own housekeeping does sooner or later, and a worker for SQLite."""
    from django.core.management import call_command
    from django.db import connection

    from benchmarks import inbox_company, inbox_multiplied
    from dialogo.web.actions.planner import tell_planner
    from dialogo.web.models.conversations import Conversation

    if conversations % inbox_company.SIZE:
        raise SystemExit(f"Sizes are multiples of {inbox_company.SIZE:,}.")
    call_command("migrate", run_syncdb=True, verbosity=0)
    if Conversation.objects.count() > conversations - inbox_company.SIZE // 100:
        return
    if connection.vendor == "postgresql":
        call_command("flush", interactive=False, verbosity=0)
    inbox_company.company()
    began = inbox_company.clocks()
    inbox_multiplied.multiply(conversations // inbox_company.SIZE)
    inbox_company.said("conversations", Conversation.objects.count(), began)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    tell_planner()


if __name__ == "__main__":
    ready()
    fill(int(sys.argv[1]))
