"""The site's settings; what differs between places is read from TAIZHANG_* (see `env`), all else is fixed here."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

from . import env
from .accounts import *  # noqa: F403 -- settings are names of one module; the other parts of them stand there
from .accounts import OIDC_ORIGINS, PEOPLE_APPS
from .database import database
from .mail import *  # noqa: F403 -- the same

WEB = Path(__file__).resolve().parent.parent

# What a place sets ------------------------------------------------------------------------------------------

DATA_DIR = env.folder("DATA", "var")
DEMO = env.flag("DEMO")
BIND = env.text("BIND")  # the address that `taizhang serve` listens on; unknown under another server
DEBUG = env.flag("DEBUG")
SECRET_KEY_IS_SET = bool(env.secret("SECRET_KEY"))
SECRET_KEY = env.secret("SECRET_KEY") or get_random_secret_key()
LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = LOOPBACK_HOSTS if DEMO else env.names("HOSTS", tuple(LOOPBACK_HOSTS))
HTTPS = env.flag("HTTPS")
PROXIES = env.networks("PROXIES")  # whose word about the visitor's address is taken; empty: nobody's
CSRF_TRUSTED_ORIGINS = env.names("ORIGINS")
DATABASES = {"default": database(env.secret("DATABASE_URL"), DATA_DIR)}
SESSION_COOKIE_AGE = 60 * env.number("IDLE_MINUTES", 30, least=1)
UPLOAD_LIMIT = 1024 * 1024 * env.number("UPLOAD_MB", 10, least=1)
READ_SECONDS = env.number("READ_SECONDS", 180, least=1)
READ_MEMORY = env.number("READ_MEMORY_MB", 4096, least=256)
WORKERS = env.number("WORKERS", min(8, 2 * (os.cpu_count() or 1)), least=1)
FIRST_RUN_TOKEN = env.secret("FIRST_RUN_TOKEN")  # empty: no administrator can be made from the browser

# The application --------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    *PEOPLE_APPS,
    "taizhang.web.places",
    "taizhang.web.people",
    "taizhang.web.events",
    "taizhang.web.ledgers",
    "taizhang.web.months",
    "taizhang.web.papers",
    "taizhang.web.reminders",
]
MIDDLEWARE = [
    "taizhang.web.forwarding.true_address",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "taizhang.web.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "taizhang.web.middleware.sound_requests",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "taizhang.web.people.middleware.SignedIn",
    "taizhang.web.middleware.idle_clock",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "taizhang.web.middleware.whole_pages",
    "taizhang.web.middleware.told_of_wrong_ways",
    "taizhang.web.people.middleware.owed",
    "taizhang.web.middleware.private_pages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "taizhang.web.context.site",
            ],
        },
    },
]
ROOT_URLCONF = "taizhang.web.urls"
WSGI_APPLICATION = "taizhang.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Language and time ------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [WEB / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "Asia/Shanghai")

# Sessions and cookies ---------------------------------------------------------------------------------------

SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "taizhang.web.errors.csrf_refused"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"

# Headers ----------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *OIDC_ORIGINS],  # off to single sign-on
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"

# Background work --------------------------------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Files ------------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATICFILES_DIRS = [WEB / "static"]
WHITENOISE_USE_FINDERS = True  # no collecting step: the files lie in the package
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = (
    UPLOAD_LIMIT * 4
)  # a Chinese letter takes nine bytes in a form; the text is measured itself
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a unit's whole month taken over from a file, or 180 people of a sheet

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING"},
        "axes": {"handlers": ["console"], "level": "ERROR"},  # locks stand in the log of acts
    },
}
