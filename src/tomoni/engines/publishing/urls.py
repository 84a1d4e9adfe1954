from django.urls import path

from . import feeds, screens

urlpatterns = [
    path("news/", screens.notices, name="notices"),
    path("news/<slug:slug>/", screens.notice, name="notice"),
    path("guide/<slug:slug>/", screens.guide, name="guide"),
]
unspoken = [path("news.atom", feeds.atom, name="notices-atom")]
