"""What the web server calls for every request."""

from __future__ import annotations

import os
import threading

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from dialogo.language.messages import what_a_message_asks
from dialogo.web.server.parent import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dialogo.web.settings.django")
end_with_parent()
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018  (loads every page now, not while the first reader waits)
# What labels a text takes a second to load: beside the first pages, not while somebody waits.
threading.Thread(target=what_a_message_asks, args=("?",), daemon=True).start()
