"""The program that brings an older backup up to date: OLD NEW, in the desk that the environment
names, which is to be an empty one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django


def main() -> None:
    """Writes the archive NEW from OLD."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dialogo.web.settings.django"
    django.setup()

    from dialogo.web.server.backup.older import bring  # models, once Django is set up

    bring(Path(sys.argv[1]), Path(sys.argv[2]))


if __name__ == "__main__":
    main()
