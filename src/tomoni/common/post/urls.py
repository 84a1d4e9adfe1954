"""Addresses of messages: the resident's own, and those that a clerk looks after."""

from django.urls import path

from . import callbacks, desk_screens, screens

urlpatterns = [
    path("my/messages/", screens.mine, name="my-messages"),
    path("my/messages/<int:pk>/", screens.my_message, name="my-message"),
    path("my/messages/ways/", screens.my_post, name="my-post"),
    path("desk/letters/", desk_screens.letters, name="desk-letters"),
    path("desk/letters/<slug:what>/", desk_screens.letters_act, name="desk-letters-act"),
    path("desk/mailings/", desk_screens.mailings, name="desk-mailings"),
    path("desk/mailings/new/", desk_screens.mailing_new, name="desk-mailing-new"),
    path("desk/mailings/<int:pk>/", desk_screens.mailing, name="desk-mailing"),
    path("desk/mailings/<int:pk>/manifest.csv", desk_screens.mailing_manifest, name="desk-mailing-manifest"),
    path("desk/mailings/<int:pk>/<int:place>.pdf", desk_screens.mailing_bundle, name="desk-mailing-bundle"),
    path("desk/mailings/<int:pk>/<slug:what>/", desk_screens.mailing_act, name="desk-mailing-act"),
    path("desk/messages/", screens.stuck, name="desk-messages"),
    path("desk/messages/<int:pk>/", screens.stuck_message, name="desk-message"),
]

unspoken = [
    path("api/post/line/", callbacks.line_webhook, name="line-webhook"),
    path("api/post/sms/", callbacks.sms_status, name="sms-status"),
]
