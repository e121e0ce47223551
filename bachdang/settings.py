"""Settings of the site, driven by environment variables (see .env.example).

Fails loudly: without a secret key, or in production without allowed hosts, nothing starts.
"""

import os
import tomllib
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

from csp.constants import SELF
from django.core.exceptions import ImproperlyConfigured

from bachdang.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION: str = tomllib.loads((BASE_DIR / "pyproject.toml").read_text("utf-8"))["project"]["version"]
env = Environment()
if os.access(BASE_DIR / ".env", os.R_OK):
    Environment.read_env(BASE_DIR / ".env")

SECRET_KEY = env("SECRET_KEY")
DEBUG = env.yes("DEBUG")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# A database may take illustrative figures only when it was created as a demo (`make demo`).
DEMO = env.yes("BACHDANG_DEMO")
# Behind a TLS-terminating proxy set HTTPS=1: cookies then travel encrypted only.
HTTPS = env.yes("HTTPS")
# Servers in front whose X-Forwarded-Proto and X-Forwarded-For are believed: addresses or networks.
try:
    TRUSTED_PROXIES = [ip_network(one) for one in env.list("TRUSTED_PROXIES", default=["127.0.0.1", "::1"])]
except ValueError as error:
    raise ImproperlyConfigured(
        f"TRUSTED_PROXIES: “{str(error).split(chr(39))[1]}” không phải địa chỉ hay dải địa chỉ mạng."
    ) from error
# Set by wsgi.py: waits of a request are bounded, those of a command are not.
SERVING = env.yes("SERVING")

if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("SECRET_KEY phải dài ít nhất 32 ký tự")

INSTALLED_APPS = [
    # Before ours, whose admin takes the place of its own.
    "django.contrib.auth",
    "bachdang",
    "bachdang.accounts",
    "plans",
    "indicators",
    "projects",
    "bachdang.ui",
    "bachdang.planfile",
    "bachdang.wordplan",
    "bachdang.past_figures",
    "bachdang.reporting",
    "bachdang.demo",
    "bachdang.upkeep",
    "bachdang.dashboard",
    "bachdang.reports",
    "bachdang.guide",
    "django.contrib.admin",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_tables2",
    "django_filters",
    "django_htmx",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "bachdang.journal.numbered",
    "bachdang.proxies.from_trusted_proxies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "bachdang.errors.RefuseUnreadable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bachdang.accounts.door.middleware.keep_private",
    "bachdang.accounts.door.middleware.slide_session",
    "bachdang.accounts.door.middleware.SignInFirst",
    "bachdang.accounts.door.middleware.FirstThingsFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bachdang.errors.method_not_allowed",
    "bachdang.errors.TellContradictions",
    "bachdang.scope.other_plan.LeadToItsPlan",
    "axes.middleware.AxesMiddleware",
    "bachdang.accounts.once.once_middleware",
]

ROOT_URLCONF = "bachdang.urls"
WSGI_APPLICATION = "bachdang.wsgi.application"

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
                "bachdang.scope.scopes.scope_context",
                "bachdang.reporting.views.notices.notices_context",
                "bachdang.reporting.review.waiting.waiting_context",
            ],
            "builtins": ["bachdang.ui.templatetags.once", "bachdang.ui.templatetags.whose"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{BASE_DIR / 'var' / 'bachdang.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        # FULL: an acknowledged figure survives a power cut.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    # In seconds: to connect, to wait for who holds a row, to answer one query.
    waits = "-c lock_timeout=10s -c statement_timeout=60s" if SERVING else "-c lock_timeout=60s"
    DATABASES["default"].setdefault("OPTIONS", {}).update(connect_timeout=5, options=waits)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "bachdang.accounts.door.factor.backend.SecondFactorBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "bachdang.accounts.passwords.NotTooLong"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "bachdang.accounts.passwords.NotEasilyGuessed"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "login"
# A person stays signed in until idle for that long, at most for the longest time; both end on the server.
SESSION_ENGINE = "bachdang.accounts.door.sessions"
SESSION_IDLE = timedelta(hours=env.whole("SESSION_IDLE_HOURS", 8, least=1, most=24))
SESSION_LONGEST = timedelta(hours=env.whole("SESSION_LONGEST_HOURS", 24, least=1, most=24 * 7))
SESSION_WARNING = timedelta(minutes=env.whole("SESSION_WARNING_MINUTES", 10, least=1, most=60))
if SESSION_IDLE > SESSION_LONGEST:
    raise ImproperlyConfigured("SESSION_IDLE_HOURS không được quá SESSION_LONGEST_HOURS.")
# Before grave acts it is asked once more who it is, unless that was known so short a time ago.
CONFIRM_AGAIN = timedelta(minutes=env.whole("CONFIRM_AGAIN_MINUTES", 15, least=1, most=60 * 24))
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
# Asked by the machine itself, past the web server.
SECURE_REDIRECT_EXEMPT = [r"^song/$", r"^san-sang/$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Whether neighbouring names want HTTPS as well, and preloading, is not for this site to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "bachdang.accounts.door.kept_forms.csrf_failure"
X_FRAME_OPTIONS = "DENY"

# A temporary password opens the door for so many days.
TEMPORARY_PASSWORD_DAYS: int = env.whole("TEMPORARY_PASSWORD_DAYS", 7, least=1, most=365)

# Codes of an authenticator app: for nobody, for who wants, or asked of the office and of administrators.
SECOND_FACTOR = env.one_of("SECOND_FACTOR", "offered", ("off", "offered", "required"))

# Sign-in at a provider of OpenID Connect, for accounts that exist here; off without OIDC_ISSUER.
OIDC_ISSUER: str = env("OIDC_ISSUER", default="").rstrip("/")
OIDC_CLIENT_ID: str = env("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET: str = env("OIDC_CLIENT_SECRET", default="")
OIDC_NAME: str = env("OIDC_NAME", default="tài khoản dùng chung")
# Seconds that it may take to answer.
OIDC_TIMEOUT: int = env.whole("OIDC_TIMEOUT", 10, least=1, most=60)
if OIDC_ISSUER and not OIDC_ISSUER.startswith("https://"):
    raise ImproperlyConfigured("OIDC_ISSUER: cần địa chỉ bắt đầu bằng https://, như nơi cung cấp đã cho.")
if OIDC_ISSUER and not (OIDC_CLIENT_ID and OIDC_CLIENT_SECRET):
    raise ImproperlyConfigured("OIDC_ISSUER cần OIDC_CLIENT_ID và OIDC_CLIENT_SECRET; hoặc bỏ OIDC_ISSUER.")

# Ten wrong passwords lock that account from that address for fifteen minutes.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_USERNAME_CALLABLE = "bachdang.accounts.door.sign_in.counted_name"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "bachdang.accounts.door.sign_in.locked_out"
AXES_RESET_ON_SUCCESS = True
# What is tried while it is locked, the right password too, does not start the fifteen minutes anew.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_VERBOSE = False
# The history says who came in.
AXES_DISABLE_ACCESS_LOG = True

# Plotly adds one empty style element; its hash is all that is allowed inline.
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, EMPTY_STYLE],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
LOCALE_PATHS = [BASE_DIR / "bachdang" / "locale"]
FORMAT_MODULE_PATH = ["bachdang.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "bachdang.assets.PackageFinder",
    "bachdang.assets.SheetFinder",
]
STORAGES = {
    "default": {"BACKEND": "bachdang.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": env(
            "STATICFILES_STORAGE", default="whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
# Uploads lie outside everything that is served; a view hands them to those who may read.
MEDIA_ROOT = env.folder("MEDIA_ROOT", str(BASE_DIR / "var" / "uploads"))
EVIDENCE_MAX_BYTES: int = env.whole("EVIDENCE_MAX_BYTES", 20 * 1024 * 1024, least=1024)

# Of one report: so many files, so many bytes together.
EVIDENCE_MAX_FILES: int = env.whole("EVIDENCE_MAX_FILES", 20, least=1)
EVIDENCE_MAX_TOTAL: int = env.whole("EVIDENCE_MAX_TOTAL", 100 * 1024 * 1024, least=1024)
# A command that reads a file on its standard input and ends with 0 when it is clean, 1 when it is infected.
EVIDENCE_SCANNER: str = env("EVIDENCE_SCANNER", default="")

# Backups (manage.py backup): the newest BACKUP_KEEP, none older than BACKUP_DAYS but the newest three.
# With public keys (age1… or ssh-ed25519 …) they are sealed: only the private key, kept elsewhere, opens them.
BACKUP_DIR = env.folder("BACKUP_DIR", str(BASE_DIR / "var" / "backups"))
BACKUP_KEEP: int = env.whole("BACKUP_KEEP", 14, least=1)
BACKUP_DAYS: int = env.whole("BACKUP_DAYS", 90, least=1)
BACKUP_RECIPIENTS: list[str] = env.list("BACKUP_RECIPIENTS", default=[])

# Read notices are taken away by `manage.py tidy` after so many days.
NOTICE_DAYS: int = env.whole("NOTICE_DAYS", 180, least=30)

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Queries that take so many milliseconds are logged, without their values; 0 logs none.
SLOW_QUERY_MS: int = env.whole("SLOW_QUERY_MS", 0)
LOG_FORMAT = env.one_of("LOG_FORMAT", "line", ("line", "json"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "bachdang.journal.LineFormatter"},
        "json": {"()": "bachdang.journal.JsonFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {
        "handlers": ["console"],
        "level": env.one_of("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
    },
    # A line for every sign-in says too much; lock-outs are warnings.
    "loggers": {"axes": {"level": "WARNING"}},
}

# Mail: EMAIL_URL as smtp+tls://USER:PASSWORD@host:587; without one, letters are printed to the console.
vars().update(env.mail("EMAIL_URL", "consolemail://"))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="theo-doi-ke-hoach@localhost")
# No mail server is waited for longer, in seconds.
EMAIL_TIMEOUT: int = env.whole("EMAIL_TIMEOUT", 10, least=1, most=600)
# How links in letters begin.
SITE_URL = env.site("SITE_URL", "http://127.0.0.1:8000")

# LibreOffice, which makes PDF of Word files: the path of soffice. Empty: no PDF, and the pages say so.
LIBREOFFICE: str = env("LIBREOFFICE", default="")
# Seconds after which a conversion is stopped.
LIBREOFFICE_SECONDS = 90

# Faults can be reported to a server of one's own (Sentry, GlitchTip); without a DSN nothing leaves the site.
if dsn := env("SENTRY_DSN", default=""):
    try:
        import sentry_sdk
    except ImportError as error:
        raise ImproperlyConfigured(
            "SENTRY_DSN cần thư viện sentry-sdk (.venv/bin/pip install 'sentry-sdk>=2.40,<3'); "
            "cài thêm, hoặc bỏ SENTRY_DSN."
        ) from error
    sentry_sdk.init(dsn, send_default_pii=False, max_request_body_size="never", include_local_variables=False)
