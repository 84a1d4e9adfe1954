"""All addresses. Every engine and service with a `urls.py` is mounted by `tomoni.web.addresses`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin import urls as editor

from tomoni.web.addresses import spoken, unspoken
from tomoni.web.desk.editor import guarded

urlpatterns = [
    path("cms/", include(guarded(editor.urlpatterns))),
    *unspoken(),
    # Our own screens stand before allauth's: some of them take the place of one of its.
    *i18n_patterns(*spoken(), path("accounts/", include("allauth.urls")), prefix_default_language=False),
]

handler429 = "tomoni.common.people.limits.too_many"
