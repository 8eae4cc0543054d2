"""The desk's settings in tests: a data folder of their own, cheap passwords."""

import os
import tempfile

# Processes of one run hold databases of their own, and so folders of their own.
os.environ["DIALOGO_DATA"] = tempfile.mkdtemp(prefix="dialogo-tests-")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps a loop in the thread

from dialogo.web.settings.django import *  # noqa: F403  (settings of settings)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]

# In memory, threads share one cache that fails where a file waits: a server in a thread beside the
# test would answer as the desk never does.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405  (as above)
    DATABASES["default"]["TEST"] = {"NAME": OPTIONS.data / "tests.sqlite3"}  # noqa: F405  (as above)
