"""The whole desk in one: pages, work in the background, and a greeting once it answers."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from dialogo.records.text import Lang, Text
from dialogo.web.server.crew import Crew
from dialogo.web.server.port import check_port, local_url
from dialogo.web.server.prepare import prepare
from dialogo.web.server.serve import serve
from dialogo.web.server.static import choose_folder, gather
from dialogo.web.settings.options import Options

PATIENCE = 60.0  # seconds until nobody waits for the first answer any more

_FIRST = Text(
    en="Dialogo is ready. Open this link to sign in; it works once:\n\n  {link}\n",
    it="Dialogo è pronto. Aprite questo link per entrare; vale una volta sola:\n\n  {link}\n",
)
_AGAIN = Text(
    en="Dialogo is ready: {address}\n\nNo way in any more? dialogo sign-in-link ADDRESS",
    it="Dialogo è pronto: {address}\n\nNon si riesce a entrare? dialogo sign-in-link INDIRIZZO",
)
_KEPT = Text(
    en="Everything is kept in {place}. Stop with Ctrl-C; nothing is lost.",
    it="Tutto è conservato in {place}. Fermate con Ctrl-C; non va perso nulla.",
)
_NOBODY_WORKS = Text(
    en="Nothing is done in the background here (workers = 0): start `dialogo work` somewhere.",
    it="Qui non si fa nulla in secondo piano (workers = 0): avviate `dialogo work` altrove.",
)
_DATABASE = Text(en="the database {name}", it="database {name}")


def run(options: Options, lang: Lang, tell: Callable[[str], None]) -> None:
    """Until SIGTERM or Ctrl-C; raises `BadInput` where it cannot start."""
    check_port(options)
    folder = choose_folder(options.data)
    for said in prepare(options):
        tell(said.say(lang))
    gather(folder)
    crew = Crew(options.workers)
    threading.Thread(target=_begin, args=(options, lang, tell, crew), daemon=True).start()
    try:
        serve(options)
    except KeyboardInterrupt:
        pass
    finally:
        crew.stop()


def _begin(options: Options, lang: Lang, tell: Callable[[str], None], crew: Crew) -> None:
    """Says how to get in, once the desk answers; then the workers begin, in nobody's way."""
    link = _link()
    if _answers(options):
        address = options.address or local_url(options)
        tell(_FIRST.say(lang, link=address + link) if link else _AGAIN.say(lang, address=address))
        if not options.workers:
            tell(_NOBODY_WORKS.say(lang))
        tell(_KEPT.say(lang, place=_place(options, lang)))
    crew.start()


def _link() -> str | None:
    from django.urls import set_urlconf  # once Django is set up

    from dialogo.web.actions.sign_in import first_link

    set_urlconf("dialogo.web.server.way_in")  # in this thread
    return first_link()


def _place(options: Options, lang: Lang) -> str:
    if not options.database:
        return str(options.data)
    url = urlsplit(options.database)
    name = f"{url.path.lstrip('/')} ({url.hostname or 'localhost'})"
    return f"{_DATABASE.say(lang, name=name)}, {options.data}"


def _answers(options: Options) -> bool:
    url = urlsplit(local_url(options))
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            asked = http.client.HTTPConnection(url.hostname or "", url.port, timeout=2)
            asked.request("GET", "/health/live")
            if asked.getresponse().status == http.client.OK:
                return True
        except OSError:
            time.sleep(0.1)
    return False
