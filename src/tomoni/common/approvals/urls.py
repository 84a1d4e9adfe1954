"""Addresses of the papers on the desk."""

from django.urls import path

from . import afterwards, records, rules_screens, screens

urlpatterns = [
    path("desk/approvals/", screens.papers, name="desk-approvals"),
    path("desk/approvals/<int:pk>/", screens.paper, name="desk-approval"),
    path("desk/approvals/<int:pk>/rewrite/", screens.rewrite, name="desk-approval-rewrite"),
    path("desk/approvals/<int:pk>/since/<int:number>/", screens.compare, name="desk-approval-compare"),
    path("desk/approvals/<int:pk>/ask-again/<int:cell>/", screens.ask_again, name="desk-approval-ask-again"),
    path("desk/approvals/<int:pk>/dispatch/", afterwards.dispatch, name="desk-approval-dispatch"),
    path("desk/approvals/<int:pk>/complete/", afterwards.complete, name="desk-approval-complete"),
    path("desk/approvals/<int:pk>/show/", afterwards.show, name="desk-approval-show"),
    path("desk/approvals/<int:pk>/hold/", records.hold, name="desk-approval-hold"),
    path("desk/rules/", rules_screens.table, name="desk-rules"),
    path("desk/rules/simulator/", rules_screens.simulator, name="desk-rules-simulator"),
    path("desk/records/", records.lists, name="desk-records"),
    path("desk/records/draw/", records.draw, name="desk-records-draw"),
    path("desk/records/<int:year>/", records.one_list, name="desk-records-list"),
]
