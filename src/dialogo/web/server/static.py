"""Static files for serving: under names that hold their content's hash, compressed, once a version.

No build step: they are gathered at the first start of a version into a folder of their own.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from importlib.metadata import version
from pathlib import Path

from django.core.management import call_command

from dialogo import __version__

VARIABLE = "DIALOGO_STATIC"
WEB = Path(__file__).resolve().parents[1]
_PACKAGES = ("django", "django-allauth", "django-htmx", "whitenoise")


def choose_folder(data: Path) -> Path:
    """The folder of this version's files, told to this process and those it starts."""
    folder = data / "static" / fingerprint()
    os.environ[VARIABLE] = str(folder)
    return folder


def fingerprint() -> str:
    """Another one whenever any of the files may be another."""
    hashed = hashlib.sha256(__version__.encode())
    for package in _PACKAGES:
        hashed.update(version(package).encode())
    for path in sorted(WEB.glob("**/static/**/*")):
        told = path.stat()
        hashed.update(f"{path.relative_to(WEB)} {told.st_size} {told.st_mtime_ns}".encode())
    return hashed.hexdigest()[:12]


def gather(folder: Path) -> None:
    """Fills the folder, unless it is full; the list of names is written last. Older ones go."""
    if (folder / "staticfiles.json").exists():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    for other in folder.parent.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
