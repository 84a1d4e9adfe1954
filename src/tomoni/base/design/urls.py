from django.urls import path

from . import views

urlpatterns = [
    path("design/", views.index, name="design"),
    path("design/<slug:key>/", views.component, name="design-component"),
]
