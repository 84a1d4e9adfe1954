from django.urls import path

from . import views
from .proof import screens as proof

urlpatterns = [
    path("my/profile/", views.profile, name="my-profile"),
    path("my/seen/", views.seen, name="my-seen"),
    path("accounts/demo/", views.demo_people, name="demo-people"),
    path("my/identity/", proof.mine, name="my-identity"),
    path("my/identity/compare/", proof.compare, name="identity-compare"),
    path("my/identity/<int:pk>/unlink/", proof.unlink, name="identity-unlink"),
    path("identity/start/", proof.start, name="identity-start"),
    path("identity/first/", proof.first, name="identity-first"),
    path("identity/failed/", proof.failed, name="identity-failed"),
]
unspoken = [path("identity/callback/", proof.callback, name="identity-callback")]
