"""Settings of one Tomoni: one city, one database, one set of keys.

Everything that differs between machines comes from the environment, under names that begin with TOMONI_:
CITY (folder under cities/), VAR (where run-time state lies), DATABASE (postgres://… ; SQLite when absent), DEMO (1
for invented people who sign in with one tap), HOSTS, MAIL (smtp://host:port), DEBUG, IDENTITY_ISSUER, IDENTITY_CLIENT
and IDENTITY_SECRET (see docs/common-assurance.md).
"""

import os
import secrets
from importlib.metadata import entry_points
from pathlib import Path
from urllib.parse import unquote, urlsplit

import django.conf.locale
from django.utils.csp import CSP

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "tomoni"
CITY = os.environ.get("TOMONI_CITY", "azumino")
CITY_FOLDER = ROOT / "cities" / CITY
VAR = Path(os.environ.get("TOMONI_VAR", ROOT / "var" / CITY))
DEMO = os.environ.get("TOMONI_DEMO") == "1"
ADDRESS = os.environ.get("TOMONI_ADDRESS", "127.0.0.1")
DEBUG = os.environ.get("TOMONI_DEBUG") == "1"


def _kept_secret(name: str) -> str:
    """A key that is made once and lies beside the database, readable by its owner only."""
    file = VAR / "keys" / name
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
                new.write(secrets.token_urlsafe(48))
        except FileExistsError:  # another process of the same start made it first
            pass
    return file.read_text()


SECRET_KEY = os.environ.get("TOMONI_SECRET") or _kept_secret("django")
SECOND_FACTOR_KEY = _kept_secret("second-factor")  # encrypts the secrets of the clerks' apps
ALLOWED_HOSTS = os.environ.get("TOMONI_HOSTS", "localhost 127.0.0.1 [::1]").split()
ORIGIN = os.environ.get("TOMONI_ORIGIN", "http://127.0.0.1:8000")  # written into mails and feeds
CSRF_TRUSTED_ORIGINS = [ORIGIN] if ORIGIN.startswith("https://") else []


def _apps_of(ring: str) -> list[str]:
    """Every engine and every service is an app; its folder is its registration."""
    return [
        f"tomoni.{ring}.{folder.name}" for folder in sorted((PACKAGE / ring).iterdir()) if (folder / "apps.py").exists()
    ]


INSTALLED_APPS = [
    *_apps_of("base"),
    *_apps_of("common"),
    *_apps_of("engines"),
    *_apps_of("services"),
    *(point.value for point in entry_points(group="tomoni.services")),
    *_apps_of("web"),
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_htmx",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "servestatic.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "tomoni.base.design.middleware.EditorPolicy",
    "tomoni.base.asking_once.Middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tomoni.base.design.middleware.EasyJapanese",
    "tomoni.base.design.middleware.ContentLanguage",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tomoni.common.people.devices.Middleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tomoni.base.design.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "tomoni.base.design.templatetags.design",
            ],
        },
    }
]


def _database(address: str) -> dict[str, object]:
    if address:
        parts = urlsplit(address)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": parts.port or "",
            "OPTIONS": {"pool": os.environ.get("TOMONI_POOL", "1") == "1"},
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR / "tomoni.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: what gave a receipt survives a power cut.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            " PRAGMA mmap_size=268435456;",  # reads without system calls: a quarter off a search
        },
    }


DATABASES = {"default": _database(os.environ.get("TOMONI_DATABASE", ""))}
CACHES = {"default": {"BACKEND": "tomoni.common.people.limits.SharedLimits"}}  # limits hold over all processes
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("ja-easy", "やさしい日本語"), ("en", "English")]
django.conf.locale.LANG_INFO["ja-easy"] = {
    "bidi": False,
    "code": "ja-easy",
    "name": "Easy Japanese",
    "name_local": "やさしい日本語",
}
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["tomoni.common.people.signin.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
FORM_RENDERER = "tomoni.base.design.renderer.Screens"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/my/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_ADAPTER = "tomoni.common.people.signin.AccountAdapter"
ACCOUNT_FORMS = {
    name: f"tomoni.common.people.signin_forms.{form}"
    for name, form in {
        "login": "Login",
        "signup": "SignUp",
        "request_login_code": "RequestCode",
        "confirm_login_code": "ConfirmCode",
        "confirm_email_verification_code": "ConfirmMail",
        "add_email": "AddMail",
        "reset_password": "ResetPassword",
        "reset_password_from_key": "ResetPasswordKey",
        "set_password": "SetPassword",
        "change_password": "ChangePassword",
        "reauthenticate": "Reauthenticate",
    }.items()
}
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
MFA_FORMS = {
    "authenticate": "tomoni.common.people.signin_forms.ShowApp",
    "reauthenticate": "tomoni.common.people.signin_forms.ShowAppAgain",
    "activate_totp": "tomoni.common.people.signin_forms.SetUpApp",
    "add_webauthn": "tomoni.common.people.passkey_forms.AddKey",
    "edit_webauthn": "tomoni.common.people.passkey_forms.RenameKey",
    "login_webauthn": "tomoni.common.people.passkey_forms.SignInWithKey",
    "authenticate_webauthn": "tomoni.common.people.passkey_forms.ShowKey",
    "reauthenticate_webauthn": "tomoni.common.people.passkey_forms.ShowKeyAgain",
}
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_ADAPTER = "tomoni.common.people.signin.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a face, a finger or a PIN: one passkey is two factors
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Tomoni"
# Who proves identities by card: an OpenID Connect provider. Without an issuer nobody does, and no screen offers it.
IDENTITY_ISSUER = os.environ.get("TOMONI_IDENTITY_ISSUER", "")
IDENTITY_CLIENT = os.environ.get("TOMONI_IDENTITY_CLIENT", "")
IDENTITY_SECRET = os.environ.get("TOMONI_IDENTITY_SECRET", "")
IDENTITY_KEY = VAR / "keys" / "identity.pem"  # signs our requests for tokens; stands before the secret when it exists

_mail = urlsplit(os.environ.get("TOMONI_MAIL", "smtp://127.0.0.1:2525"))
MAILERS = {
    "default": {
        "BACKEND": "tomoni.common.post.smtp.Mailer",
        "OPTIONS": {"host": _mail.hostname or "127.0.0.1", "port": _mail.port or 25, "timeout": 5},
    }
}
# LINE's Messaging API, and an SMS provider that speaks Twilio's Messages resource; absent: nobody can choose them.
LINE = {
    "url": os.environ.get("TOMONI_LINE_URL", "https://api.line.me"),
    "token": os.environ.get("TOMONI_LINE_TOKEN", ""),
    "secret": os.environ.get("TOMONI_LINE_SECRET", ""),
}
SMS = {
    "url": os.environ.get("TOMONI_SMS_URL", "https://api.twilio.com"),
    "account": os.environ.get("TOMONI_SMS_ACCOUNT", ""),
    "token": os.environ.get("TOMONI_SMS_TOKEN", ""),
    "sender": os.environ.get("TOMONI_SMS_SENDER", ""),
}
BOUNCES = os.environ.get("TOMONI_BOUNCES", "")  # a Maildir that receives what comes back to the city's sender address
DEFAULT_FROM_EMAIL = os.environ.get("TOMONI_MAIL_FROM", "tomoni@localhost")

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "build" / "static"
STATICFILES_DIRS = [("vendor", ROOT / "build" / "vendor")] if (ROOT / "build" / "vendor").exists() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR / "uploads"
MEDIA_URL = "/media/"
CLAMAV = os.environ.get("TOMONI_CLAMAV", "/run/clamav/clamd.ctl")  # a socket, or host:port; absent: unchecked

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ORIGIN.startswith("https://")
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

WAGTAIL_SITE_NAME = "ともに"
WAGTAILADMIN_BASE_URL = ORIGIN
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # our addresses of pages are ASCII
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # the sign-in is ours
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILDOCS_EXTENSIONS = ["pdf", "csv", "xlsx", "docx", "txt"]

# Times and shares that a city sets live in cities/<city>/city.toml, not here.
SILENCED_SYSTEM_CHECKS: list[str] = []
JOURNAL_MAY_BE_EMPTIED = False  # True in tests only, which empty the tables they have used
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
