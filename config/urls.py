"""All addresses. Every engine and service with a `urls.py` is mounted by `tomoni.web.addresses`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin import urls as editor

from tomoni.web.addresses import spoken, unspoken
from tomoni.web.desk.editor import guarded

urlpatterns = [
    path("cms/", include(guarded(editor.urlpatterns))),
    *unspoken(),
    *i18n_patterns(path("accounts/", include("allauth.urls")), *spoken(), prefix_default_language=False),
]
