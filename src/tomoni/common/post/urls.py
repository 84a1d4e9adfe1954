"""Addresses of messages: the resident's own, and those that a clerk looks after."""

from django.urls import path

from . import screens

urlpatterns = [
    path("my/messages/", screens.mine, name="my-messages"),
    path("my/messages/<int:pk>/", screens.my_message, name="my-message"),
    path("desk/messages/", screens.stuck, name="desk-messages"),
    path("desk/messages/<int:pk>/", screens.stuck_message, name="desk-message"),
]
