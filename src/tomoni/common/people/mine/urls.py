"""The addresses of one's own data, all of them under /my/."""

from django.urls import path, re_path

from . import consents, data, seen

urlpatterns = [
    path("my/seen/", seen.seen, name="my-seen"),
    path("my/seen/<int:number>/ask/", seen.ask, name="my-seen-ask"),
    path("my/consents/", consents.consents, name="my-consents"),
    re_path(r"^my/consents/(?P<key>[a-z_.-]+)/(?P<what>give|withdraw)/$", consents.consent, name="my-consent"),
    path("my/data/", data.data, name="my-data"),
    path("my/data/ask/", data.ask, name="my-data-ask"),
    path("my/data/file/<slug:token>/", data.file, name="my-data-file"),
    path("my/data/erase/", data.erase, name="my-erase"),
]
