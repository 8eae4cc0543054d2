"""Django's settings, made from the options."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from dialogo.web.settings.database import database
from dialogo.web.settings.keys import secret
from dialogo.web.settings.logs import configure, logs
from dialogo.web.settings.mail import mail
from dialogo.web.settings.options import read
from dialogo.web.settings.safety import *  # noqa: F403  (Django reads a module)
from dialogo.web.settings.safety import behind
from dialogo.web.settings.sign_in import *  # noqa: F403  (as above)
from dialogo.web.settings.sign_in import providers

OPTIONS = read()
OPTIONS.data.mkdir(parents=True, exist_ok=True)
WEB = Path(__file__).resolve().parents[1]

SECRET_KEY = OPTIONS.secret_key or secret(OPTIONS.data)
SECRET_KEY_FALLBACKS = list(OPTIONS.secret_key_old)
DEBUG = OPTIONS.debug
ALLOWED_HOSTS = list(OPTIONS.hosts)
ROOT_URLCONF = "dialogo.web.urls"
AUTH_USER_MODEL = "desk.Person"
DATABASES: dict[str, Any] = {"default": database(OPTIONS)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "dialogo.web",
    "dialogo.web.frame",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    "dialogo.web.frame.watch.WatchMiddleware",
    # Whoever asks is known first, by what a proxy says only if it is ours; what comes next puts
    # its headers on every answer.
    "dialogo.web.frame.proxies.ProxiesMiddleware",
    "dialogo.web.frame.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dialogo.web.frame.reader.ReaderMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # A page's templates stand in its own folder; ours come before those of packages.
        "DIRS": [
            WEB / "frame" / "templates",
            WEB / "api" / "templates",
            *sorted(WEB.glob("pages/*/templates")),
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dialogo.web.frame.context.frame",
            ],
            "builtins": [],
            "string_if_invalid": "",
        },
    }
]

LANGUAGES = [("en", _("English")), ("it", _("Italian"))]
LANGUAGE_CODE = OPTIONS.language
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = sorted(WEB.glob("pages/*/static"))
# `dialogo run` gathers the files under names that hold their hash; otherwise they are found.
STATIC_ROOT = os.environ.get("DIALOGO_STATIC")
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
if STATIC_ROOT:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

# How people sign in, and what keeps them safe, stand in their own modules.
globals().update(behind(OPTIONS), **mail(OPTIONS))
SOCIALACCOUNT_PROVIDERS = providers(OPTIONS)
OIDC_DOMAINS = {domain.lower() for domain in OPTIONS.oidc_domains}

configure()
LOGGING = logs(OPTIONS)

FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
TEST_RUNNER = "django.test.runner.DiscoverRunner"
