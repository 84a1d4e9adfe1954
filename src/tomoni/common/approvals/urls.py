"""Addresses of the papers on the desk."""

from django.urls import path

from . import screens

urlpatterns = [
    path("desk/approvals/", screens.papers, name="desk-approvals"),
    path("desk/approvals/<int:pk>/", screens.paper, name="desk-approval"),
    path("desk/approvals/<int:pk>/rewrite/", screens.rewrite, name="desk-approval-rewrite"),
    path("desk/approvals/<int:pk>/since/<int:number>/", screens.compare, name="desk-approval-compare"),
    path("desk/approvals/<int:pk>/ask-again/<int:cell>/", screens.ask_again, name="desk-approval-ask-again"),
]
