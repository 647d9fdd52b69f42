"""Django's settings, all derived from radlad's own (`radlad.settings`), which alone reads the environment."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from radlad.service.secrets import secret_keys
from radlad.settings import Settings
from radlad.web.config.database import database
from radlad.web.config.file_stores import file_stores

RADLAD = Settings.from_environment()
_WEB = Path(__file__).resolve().parents[1]

# The first signs, all are believed: what signs is changed without anybody having to sign in again.
SECRET_KEY, *SECRET_KEY_FALLBACKS = secret_keys(RADLAD)
DEBUG = False
_public = urlsplit(RADLAD.public_url)
ALLOWED_HOSTS = sorted({_public.hostname or "localhost", "127.0.0.1", "localhost", "[::1]"})
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "widget_tweaks",
    "dsfr",
    "django_htmx",
    "django_filters",
    "oauth2_provider",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "procrastinate.contrib.django",
    "csp",
    "radlad.web.accounts",
    "radlad.web.acquisition",
    "radlad.web.review",
    "radlad.web.delivery",
    "radlad.web.reporting",
]

MIDDLEWARE = [
    "radlad.web.about.DocumentOfRequest",
    "radlad.web.config.metrics.RequestCount",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "radlad.web.accounts.sessions.SessionLimits",
    "radlad.web.accounts.second_factor.Demanded",
    "django_htmx.middleware.HtmxMiddleware",
    "radlad.web.config.characters.RefuseNul",
    # Last: it answers for a log-in that was refused too often.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "radlad.web.config.urls"
WSGI_APPLICATION = "radlad.web.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["radlad.web.french"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **database(RADLAD),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    *(["radlad.web.accounts.sso.Backend"] if RADLAD.sso_issuer else []),
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
# Five wrong passwords close an account to that address for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
# Log-ins stand in the audit trail.
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "radlad.web.accounts.sessions.address"
OTP_TOTP_ISSUER = "radlad"

# Single sign-on (`accounts.sso`); its endpoints and keys are the provider's own, its client is radlad's setting.
OIDC_RP_SCOPES = "openid profile email"
OIDC_USE_PKCE = True
OIDC_TOKEN_USE_BASIC_AUTH = True
OIDC_TIMEOUT = 10
OIDC_AUTHENTICATION_CALLBACK_URL = "sso-return"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [_WEB / "static"]
MEDIA_ROOT = RADLAD.files
STORAGES = {**file_stores(RADLAD), "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
"""Static files are served from where the packages hold them: nothing to collect before a start."""

# An upload larger than this goes to a file of its own while it is received.
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Base64 adds a third; the rest is parameters and JSON.
DATA_UPLOAD_MAX_MEMORY_SIZE = RADLAD.max_file_bytes * 4 // 3 + 1024 * 1024

# Behind a proxy that ends TLS (RADLAD_BASE_URL in https): nothing goes in clear, and browsers remember it.
_tls = _public.scheme == "https"
SECURE_SSL_REDIRECT = _tls
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _tls and RADLAD.proxies else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _tls else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _tls
# To be in browsers' own lists is the domain's owner's to decide, not a service's on it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _tls
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_SECONDS = 45 * 60
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
    }
}

OAUTH2_PROVIDER_APPLICATION_MODEL = "oauth2_provider.Application"
OAUTH2_PROVIDER = {
    "SCOPES": {"process:write": "Envoyer des documents", "reporting:read": "Lire le suivi"},
    "DEFAULT_SCOPES": ["process:write"],
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    # A client secret is 256 random bits: a slow hash would only slow each token down (0.24 s with PBKDF2).
    "CLIENT_SECRET_HASHER": "sha256_once",
    "OAUTH2_VALIDATOR_CLASS": "radlad.web.acquisition.former_secrets.Validator",
    # Only a token's digest is kept (RFC 9700).
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    # Programs with a secret are the only clients: what browsers and redirects would need is shut.
    "PKCE_REQUIRED": True,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
}
PROCRASTINATE_IMPORT_PATHS = ["radlad.web.config.upkeep"]

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "radlad.web.acquisition.client_secret.Sha256OnceHasher",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "radlad.web.config.logs.JsonFormatter"},
        "line": {
            "()": "radlad.web.config.logs.DiscreetFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
    },
    "filters": {"jobs": {"()": "radlad.web.config.logs.OnlyTroubleOfJobs"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": RADLAD.log_format.value, "filters": ["jobs"]},
        "failed_jobs": {"class": "radlad.web.config.logs.FailedJobs", "level": "ERROR"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "httpx": {"level": "WARNING"},
        "oauth2_provider": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
        "procrastinate.worker": {"handlers": ["failed_jobs"]},
    },
}
