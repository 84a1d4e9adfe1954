"""Addresses of the registers at the desk, and of what everybody may have of them."""

from django.urls import path

from . import screens

urlpatterns = [
    path("desk/registers/", screens.all_registers, name="desk-registers"),
    path("desk/registers/<slug:key>/", screens.register, name="desk-register"),
    path("desk/registers/<slug:key>/import/", screens.bring, name="desk-register-bring"),
    path("desk/registers/<slug:key>/imports/<int:pk>/", screens.brought, name="desk-register-import"),
    path("desk/registers/<slug:key>/<int:pk>/", screens.row, name="desk-register-row"),
]
unspoken = [path("opendata/registers/<slug:key>.csv", screens.public_csv, name="register-csv")]
