"""Settings as in operation, for tests that run real processes: the queue, the disk and the database as a city has them.

Only the styles are taken from where they lie, so that nothing has to be collected first.
"""

from config.settings import *  # noqa: F403

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
SERVESTATIC_AUTOREFRESH = SERVESTATIC_USE_FINDERS = True
