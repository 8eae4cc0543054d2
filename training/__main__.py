"""Making the models and their cards: python -m training ../shared/data [posts …]"""

from __future__ import annotations

import sys
from pathlib import Path

from training import languages, messages, needs, posts, replies

MAKERS = {"languages": languages.make, "posts": posts.make, "messages": messages.make,
          "replies": replies.make, "needs": needs.make}  # fmt: skip


def main(data: Path, names: list[str]) -> None:
    for name, make in MAKERS.items():
        if not names or name in names:
            make(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
