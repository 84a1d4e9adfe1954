"""/api/ is a page for people in every language; /api/v1/ answers machines."""

from django.urls import include, path

from . import views
from .interface import patterns

urlpatterns = [path("api/", views.api, name="api")]
unspoken = [path("api/v1/", include((patterns(), "machines"), namespace="machines"))]
