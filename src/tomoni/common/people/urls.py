from django.urls import path

from . import views

urlpatterns = [
    path("my/profile/", views.profile, name="my-profile"),
    path("my/seen/", views.seen, name="my-seen"),
    path("accounts/demo/", views.demo_people, name="demo-people"),
]
