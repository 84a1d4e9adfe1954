"""The one address of a file, the same in every language."""

from django.urls import path

from . import screens

unspoken = [path("files/<slug:token>/", screens.file, name="file")]
