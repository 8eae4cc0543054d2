"""The desk's settings in tests: a data folder of their own, cheap passwords."""

import os
import tempfile

from tests.web.databases import run_folder

# Processes of one run hold databases of their own, and so folders of their own.
os.environ["DIALOGO_DATA"] = tempfile.mkdtemp(prefix="data-", dir=run_folder())
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps a loop in the thread

from dialogo.web.settings.django import *  # noqa: F403  (settings of settings)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
