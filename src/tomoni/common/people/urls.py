from django.urls import path

from . import keys, leaving_screens, views
from .mine.urls import urlpatterns as mine
from .proof import screens as proof

urlpatterns = [
    path("my/profile/", views.profile, name="my-profile"),
    path("accounts/demo/", views.demo_people, name="demo-people"),
    path("my/identity/", proof.mine, name="my-identity"),
    path("my/identity/compare/", proof.compare, name="identity-compare"),
    path("my/identity/<int:pk>/unlink/", proof.unlink, name="identity-unlink"),
    path("identity/start/", proof.start, name="identity-start"),
    path("identity/first/", proof.first, name="identity-first"),
    path("identity/failed/", proof.failed, name="identity-failed"),
    path("desk/people/clerks/<slug:number>/leaving/", leaving_screens.leaving, name="desk-clerk-leaving"),
    path("accounts/devices/", keys.devices, name="account-devices"),
    path("accounts/devices/<int:pk>/", keys.end, name="account-device-end"),
    path("accounts/2fa/webauthn/reauthenticate/", keys.show_passkey_again, name="mfa_reauthenticate_webauthn"),
    path("accounts/2fa/webauthn/keys/<int:pk>/remove/", keys.remove_passkey, name="mfa_remove_webauthn"),
    *mine,
]
unspoken = [path("identity/callback/", proof.callback, name="identity-callback")]
