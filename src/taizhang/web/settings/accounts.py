"""Signing in: passwords, lock-out, the second step, single sign-on.  Defaults are those of domain.md 8.1."""

from datetime import timedelta
from urllib.parse import urlsplit

from . import env


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


# What a place sets ------------------------------------------------------------------------------------------

PASSWORD_LENGTH = env.number("PASSWORD_LENGTH", 8, least=6)
PASSWORD_CLASSES = env.number("PASSWORD_CLASSES", 3, least=1)
PASSWORD_DAYS = env.number("PASSWORD_DAYS", 90)  # 0: a password does not grow old
PASSWORD_HISTORY = env.number("PASSWORD_HISTORY", 5)  # 0: any that was used may be used again
SIGN_IN_FAILURES = env.number("SIGN_IN_FAILURES", 5, least=1)
SIGN_IN_LOCK_MINUTES = env.number("SIGN_IN_LOCK_MINUTES", 30, least=1)
ONE_SESSION = env.flag("ONE_SESSION")  # whether signing in ends the person's other sessions
MFA_ROLES = env.names("MFA_ROLES")  # roles that must have a second step
INVITATION_DAYS = env.number("INVITATION_DAYS", 7, least=1)
OIDC_URL = env.text("OIDC_URL")  # the issuer; empty: no single sign-on
OIDC_NAME = env.text("OIDC_NAME")  # what the button says
OIDC_ID = env.text("OIDC_ID")
OIDC_SECRET = env.secret("OIDC_SECRET")
OIDC_ORIGINS = env.names("OIDC_ORIGINS", (_origin(OIDC_URL),) if OIDC_URL else ())  # where its pages are
OIDC_CLAIM = env.text("OIDC_CLAIM")  # the claim that holds the user name here; empty: accounts are linked by hand

# Django -----------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "taizhang.web.people.passwords.LengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "taizhang.web.people.passwords.ClassesValidator"},
    {"NAME": "taizhang.web.people.passwords.OwnNameValidator"},
    {"NAME": "taizhang.web.people.passwords.HistoryValidator"},
]

# django-axes: a name is locked for the address that failed too often ------------------------------------------

AXES_FAILURE_LIMIT = SIGN_IN_FAILURES
AXES_COOLOFF_TIME = timedelta(minutes=SIGN_IN_LOCK_MINUTES)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # trying on does not lengthen the lock
AXES_DISABLE_ACCESS_LOG = True  # signing in stands in the log of acts
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "password", "ip_address"]
SILENCED_SYSTEM_CHECKS = ["axes.W002"]  # its middleware would answer in place of our sign-in page

# django-allauth: no e-mail addresses of its own, no signing up --------------------------------------------------

ACCOUNT_ADAPTER = "taizhang.web.people.gate.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = False  # it speaks of signing up, which is closed
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
MFA_ADAPTER = "taizhang.web.people.gate.adapters.CodeAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "台账"
MFA_TOTP_TOLERANCE = 1  # telephones' clocks differ by half a minute
SOCIALACCOUNT_ADAPTER = "taizhang.web.people.gate.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10

PEOPLE_APPS = ["allauth", "allauth.account", "allauth.mfa", "allauth.socialaccount", "allauth.usersessions", "axes"]
