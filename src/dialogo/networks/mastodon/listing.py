"""Reading a listing from where it was left: forwards where the server can, else backwards.

The newest page is always read whole, since something may come late, with an id of before.
"""

from __future__ import annotations

from dataclasses import dataclass

from dialogo.networks.mastodon.api import Api, Json, Listed, order
from dialogo.networks.mastodon.memory import Listing

PAGE = 40  # the most that every server gives at once


@dataclass(frozen=True)
class Lister:
    """`forward`: whether the server knows `min_id`."""

    api: Api
    forward: bool

    def new(
        self, path: str, query: list[tuple[str, str]], listing: Listing, pages: int
    ) -> tuple[list[Json], list[Json], bool]:
        """What is new of a listing, its newest page if that was read, and whether there is more."""
        if listing.older is not None:
            return self._backwards(path, listing)
        if listing.behind:
            return self._forwards(path, query, listing)
        page = self.api.page(path, query)
        ids = [str(item["id"]) for item in page.items if item.get("id")]
        if listing.top is None:
            listing.note(ids)
            listing.pages = pages
            more = self._go_on_back(page, listing, None)
            return page.items, page.items, more
        if ids and self._beyond(page, ids, listing):
            if self.forward:
                return self._forwards(path, query, listing)
            until, listing.pages = listing.top, 1000
            more = self._go_on_back(page, listing, until)
            listing.note(ids)
            return page.items, page.items, more
        floor = order(listing.seen[0]) if len(listing.seen) >= PAGE else (0, "")
        known = set(listing.seen)
        new = [
            one
            for one in page.items
            if str(one["id"]) not in known and order(str(one["id"])) > floor
        ]
        listing.note(str(one["id"]) for one in new)
        return new, page.items, False

    def _beyond(self, page: Listed, ids: list[str], listing: Listing) -> bool:
        """Whether there may be something between what was read and this page."""
        oldest = min(ids, key=order)
        return order(oldest) > order(listing.top or "") and (
            page.onward is not None or len(ids) >= PAGE
        )

    def _forwards(
        self, path: str, query: list[tuple[str, str]], listing: Listing
    ) -> tuple[list[Json], list[Json], bool]:
        page = self.api.page(path, [*query, ("min_id", listing.top or "")])
        known = set(listing.seen)
        new = [one for one in page.items if str(one["id"]) not in known]
        listing.note(str(one["id"]) for one in new)
        listing.behind = bool(new)
        return new, [], listing.behind

    def _backwards(self, path: str, listing: Listing) -> tuple[list[Json], list[Json], bool]:
        page = self.api.page(path, listing.older or "")
        known, until = set(listing.seen), listing.until
        new = [
            one
            for one in page.items
            if str(one["id"]) not in known and (not until or order(str(one["id"])) > order(until))
        ]
        reached = len(new) < len(page.items)
        more = self._go_on_back(page, listing, until) and not reached
        if not more:
            listing.older = listing.until = None
        return new, [], more

    def _go_on_back(self, page: Listed, listing: Listing, until: str | None) -> bool:
        """Notes where to go on backwards. A page that is empty, or ends, is the last."""
        listing.pages -= 1
        on = page.onward if page.items and listing.pages > 0 else None
        listing.older, listing.until = on, until if on else None
        return on is not None
