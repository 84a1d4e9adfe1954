"""Addresses of the guides and of the yearly use. They stand before the engine's, which knows procedures by key."""

from django.urls import path

from . import screens

urlpatterns = [
    path("procedures/use/", screens.use, name="procedures-use"),
    path("procedures/guide/", screens.all_guides, name="procedure-guides"),
    path("procedures/guide/<slug:key>/", screens.guide, name="procedure-guide"),
]
unspoken = [path("opendata/procedures-use.csv", screens.use_csv, name="procedures-use-csv")]
