"""Settings of the tests: the example city, plain static files, tasks run at once, no slow password hashes."""

import os
import tempfile

os.environ.setdefault("TOMONI_CITY", "example")
os.environ.setdefault("TOMONI_VAR", tempfile.mkdtemp(prefix="tomoni-test-"))
os.environ.setdefault("TOMONI_POOL", "0")

# Settings upon settings: the star is how Django builds them, and what follows changes names that it brought.
from .settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tomoni.engines.registers.tests.toys"]  # noqa: F405
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if str(DATABASES["default"]["ENGINE"]).endswith("sqlite3"):  # noqa: F405
    # A file, so that --reuse-db works and a browser test can copy it; no fsync, as nothing here outlives the run.
    DATABASES["default"]["TEST"] = {"NAME": VAR / "test.sqlite3"}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"  # type: ignore[index]  # noqa: F405
if "TOMONI_MAIL" not in os.environ:  # a test with a mail server of its own gets real mail
    MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
SERVESTATIC_AUTOREFRESH = SERVESTATIC_USE_FINDERS = True  # a browser test reads the files where they lie
JOURNAL_MAY_BE_EMPTIED = True
