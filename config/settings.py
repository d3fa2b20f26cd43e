"""Settings, read from the environment; every variable is listed in docs/operations.md."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env as parse

BASE_DIR = Path(__file__).resolve().parent.parent
env = parse.Env(os.environ)

# --- Where things are kept ---------------------------------------------------------------------------------------
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var"))).absolute()
SECRET_KEY = env.secret_key(DATA_DIR)
DEBUG = env.flag("DEBUG", False)

DATABASES = {"default": parse.database(env.text("DATABASE_URL"), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, so that sign-in limits hold across processes and don't depend on Redis being up.
# Room for many: at Django's 300 entries an attacker's tries at other accounts would push out the count of tries at one.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

STORAGES = {
    "default": parse.storage(env.text("STORAGE_URL"), DATA_DIR / "files"),
    "staticfiles": {"BACKEND": "config.static.StaticFiles"},
}
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]

# --- Apps, from the ground floor up ------------------------------------------------------------------------------
INSTALLED_APPS = [
    "accounts",
    "rulebook",
    "notifications",
    "complaints",
    "evidence",
    "escalation",
    "desk",
    "config",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_htmx",
    "lucide",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.RequestLogMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.PersonalTimeZoneMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "notifications.context.inbox",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "juli"
CRISPY_TEMPLATE_PACK = "juli"
CRISPY_FAIL_SILENTLY = False

# --- Language and time -------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
PLAYBOOKS = BASE_DIR / "complaints" / "playbooks"  # one file for each type of complaint
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- Who comes in ------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backend.JuliBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "desk:home"
ACCOUNT_ADAPTER = "accounts.adapter.JuliAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupNameForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Codes instead of links: a link opened from a phone's mail program lands outside WeChat, where the person isn't signed in.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
# Each code for a new password may be tried three times; at allauth's 5 codes a minute one account would fall in weeks.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "reset_password": "20/m/ip,5/h/key"}
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # the old address is told of a change
ACCOUNT_FORMS = {
    "signup": "accounts.entrance.SignUpForm",
    "login": "accounts.entrance.SignInForm",
    "add_email": "accounts.entrance.NewAddressForm",
    "change_email": "accounts.entrance.OtherAddressForm",
    "change_password": "accounts.entrance.ChangePasswordForm",
    "set_password": "accounts.entrance.FirstPasswordForm",
    "reset_password": "accounts.entrance.ResetForm",
    "reset_password_from_key": "accounts.entrance.ResetPasswordForm",
    "reauthenticate": "accounts.entrance.ConfirmPasswordForm",
    "confirm_email_verification_code": "accounts.entrance.AddressCodeForm",
    "confirm_password_reset_code": "accounts.entrance.ResetCodeForm",
}
MFA_FORMS = {
    "activate_totp": "accounts.entrance.EnrolForm",
    "authenticate": "accounts.entrance.SecondStepForm",
    "reauthenticate": "accounts.entrance.ConfirmSecondStepForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Juli"
USERSESSIONS_TRACK_ACTIVITY = False  # it would write on every page view
SECOND_FACTOR = env.choice("SECOND_FACTOR", "required", ("required", "offered"))

# --- Security: strict everywhere, https-only wherever the site's own address is https -----------------------------
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
_site = urlsplit(SITE_URL)
IS_HTTPS = _site.scheme == "https"
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", (_site.hostname or "localhost", "localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SECURE_SSL_REDIRECT = IS_HTTPS and not env.flag("TLS_ENDS_AT_PROXY_ONLY", False)
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
if env.flag("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # else everybody would share the proxy's address in the limits on sign-in
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Uploads -----------------------------------------------------------------------------------------------------
ACCEL_PREFIX = parse.accel_prefix(env.text("ACCEL_PREFIX"), env.text("STORAGE_URL"))
UPLOAD_LIMIT_MB = env.number("UPLOAD_LIMIT_MB", 500, at_least=1)
ARCHIVE_LIMIT_MB = env.number("ARCHIVE_LIMIT_MB", 200, at_least=1)  # all files in one, unpacked
TRASH_DAYS = env.number("TRASH_DAYS", 30, at_least=1)
UPLOAD_LIMIT_FILES = 50
DATA_UPLOAD_MAX_NUMBER_FILES = 200  # above our own limit, so that the 51st file gets a sentence instead of a bare 400
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
CLAMD_SOCKET = parse.socket_address("CLAMD_SOCKET", env.text("CLAMD_SOCKET"))  # empty: files aren't scanned

# --- Trust: a clock that isn't ours, and looking at everything again ---------------------------------------------
TIMESTAMP_URL = env.text("TIMESTAMP_URL")
TIMESTAMP_CERTIFICATES = env.text("TIMESTAMP_CERTIFICATES")
VERIFY_DAYS = env.number("VERIFY_DAYS", 30, at_least=1)  # in which everything stored is looked at once

# --- Mail --------------------------------------------------------------------------------------------------------
locals().update(parse.mail(env.text("EMAIL_URL", "console:")))
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "据理 Juli <noreply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Hosts on a private network that people's robots may be at (a Bark server of one's own); nothing else private is reached.
ROBOTS_MAY_REACH = env.words("ROBOTS_MAY_REACH")
METRICS_TOKEN = env.text("METRICS_TOKEN")  # whoever brings it may read /metrics

# --- Background work ---------------------------------------------------------------------------------------------
REDIS_URL = env.text("REDIS_URL", f"unix://{DATA_DIR / 'valkey' / 'valkey.sock'}?db=0")
CELERY_BROKER_URL = parse.broker(REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": env.number("TASK_VISIBILITY_SECONDS", 3600, at_least=1),
    "unacked_restore_interval": 30,
    # Without this a killed worker's task comes back up to 100 s late.
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
}
CELERY_TASK_ACKS_LATE = True
# True would run a task that crashes its process again and again without end; attempts are counted in the database.
CELERY_TASK_REJECT_ON_WORKER_LOST = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_TASK_TIME_LIMIT = 600
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "config.beat.Leader"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# --- Logs --------------------------------------------------------------------------------------------------------
LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "config.logs.JsonFormatter"},
        "plain": {"format": "%(asctime)s %(levelname)-7s %(name)s  %(message)s", "datefmt": "%H:%M:%S"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": env.choice("LOG_FORMAT", "plain", ("plain", "json")),
        }
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # A refused request is in the request log already; Django would add a traceback for each 403 we raise.
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": ["console"], "propagate": False},
    },
}
