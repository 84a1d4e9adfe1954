from django.urls import path

from . import screens

urlpatterns = [
    path("town/wards/", screens.wards, name="wards"),
    path("town/wards/<int:pk>/", screens.ward, name="ward"),
]
