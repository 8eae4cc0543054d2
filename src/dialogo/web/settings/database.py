"""The desk's one database: a SQLite file, or PostgreSQL by its address."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from dialogo.web.settings.options import Options


def database(options: Options) -> dict[str, Any]:
    """Django's entry for `options.database`, or for one file in the data folder."""
    if not options.database:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": options.data / "dialogo.sqlite3",
            # To open a file and read what tables are in it takes longer than most pages.
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                # Whoever will write says so at once, and waits its turn instead of failing.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY; "
                "PRAGMA secure_delete=ON; "  # what is erased does not lie on in the file
                "PRAGMA journal_size_limit=67108864;",  # what the log may keep of the disk
            },
        }
    url = urlsplit(options.database)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or dict(parse_qsl(url.query)).get("host", ""),
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,  # a database that was started again costs nobody an error
        "OPTIONS": {
            "connect_timeout": "5",
            **{key: value for key, value in parse_qsl(url.query) if key not in ("host", "port")},
        },
    }
