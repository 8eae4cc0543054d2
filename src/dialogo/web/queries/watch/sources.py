"""The sources that a workspace watches, and those that a beginner may want."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dialogo.records.text import Text
from dialogo.web.models.watch import WatchSource
from dialogo.web.models.workspace import Workspace

QUIET = timedelta(days=180)  # without anything new, a source may as well go


@dataclass(frozen=True)
class Starter:
    """A source to begin with: what it is called, its address, and what it is good for."""

    title: str
    address: str
    about: Text


@dataclass(frozen=True)
class Starters:
    """Some of them, under one title."""

    title: Text
    sources: tuple[Starter, ...]


_NEWS_OF = Text(en="what the network itself changes", it="che cosa cambia la rete stessa")
STARTERS = (
    Starters(
        Text(en="The networks themselves", it="Le reti stesse"),
        (
            Starter("Mastodon", "https://blog.joinmastodon.org/index.xml", _NEWS_OF),
            Starter("Bluesky", "@bsky.app", _NEWS_OF),
            Starter("Meta (Facebook, Instagram, Threads)", "https://about.fb.com/feed/", _NEWS_OF),
            Starter("YouTube", "https://blog.youtube/rss/", _NEWS_OF),
        ),
    ),
    Starters(
        Text(en="The field, in English", it="Il mestiere, in inglese"),
        (
            Starter(
                "Social Media Today",
                "https://www.socialmediatoday.com/feeds/news/",
                Text(en="news of all networks, daily", it="notizie di tutte le reti, ogni giorno"),
            ),
            Starter(
                "Buffer",
                "https://buffer.com/resources/rss/",
                Text(en="studies from many accounts", it="studi su molti profili"),
            ),
            Starter(
                "Nielsen Norman Group",
                "https://www.nngroup.com/feed/rss/",
                Text(
                    en="how people read and find their way on the web",
                    it="come si legge e ci si orienta in rete",
                ),
            ),
        ),
    ),
    Starters(
        Text(en="The field, in Italian", it="Il mestiere, in italiano"),
        (
            Starter(
                "Vincos",
                "https://vincos.it/feed/",
                Text(en="numbers of social networks in Italy", it="i numeri dei social in Italia"),
            ),
            Starter(
                "Agenda Digitale",
                "https://www.agendadigitale.eu/feed/",
                Text(en="law and society online", it="diritto e società in rete"),
            ),
            Starter(
                "Wired Italia",
                "https://www.wired.it/feed/rss",
                Text(en="technology and culture", it="tecnologia e cultura"),
            ),
        ),
    ),
)


@dataclass(frozen=True)
class Watched:
    """A source; `quiet`: it answers, but nothing new has come for half a year."""

    source: WatchSource
    quiet: bool


def sources(workspace: Workspace, now: datetime) -> list[Watched]:
    """Every source, those that no longer answer first, then by folder and title."""
    rows = WatchSource.objects.filter(workspace=workspace)
    every = sorted(
        rows, key=lambda one: (one.state != one.SILENT, one.folder, one.title.casefold())
    )
    return [
        Watched(one, bool(one.checked_at) and now - (one.newest_at or one.added_at) > QUIET)
        for one in every
    ]


def cut_off(every: Sequence[Watched]) -> datetime | None:
    """Since when none of several sources has answered, which is rarely their fault; else None."""
    since = [one.source.trouble_since for one in every if one.source.checked_at]
    if len(since) < 2 or None in since:
        return None
    return max(at for at in since if at)


def source(workspace: Workspace, number: int) -> WatchSource | None:
    """One source of the workspace."""
    return WatchSource.objects.filter(workspace=workspace, pk=number).first()


def due(now: datetime) -> Sequence[Workspace]:
    """Workspaces with sources that are to be asked by now."""
    return list(Workspace.objects.filter(watched__check_at__lte=now).distinct())
