"""What the web server calls for every request."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from dialogo.web.server.parent import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dialogo.web.settings.django")
end_with_parent()
application = get_wsgi_application()
