"""Addresses of the reading of documents. They stand before the desk's addresses of indicators."""

from django.urls import path

from . import screens

urlpatterns = [
    path("desk/plan/documents/", screens.documents, name="desk-plan-documents"),
    path("desk/plan/documents/<int:number>/", screens.document, name="desk-plan-document"),
    path("desk/plan/documents/<int:number>/keep/", screens.keep_answers, name="desk-plan-document-keep"),
    path("desk/plan/documents/<int:number>/load/", screens.load_document, name="desk-plan-document-load"),
    path("desk/plan/documents/<int:number>/again/", screens.again, name="desk-plan-document-again"),
    path("desk/plan/documents/<int:number>/add/<str:path>/", screens.add_part, name="desk-plan-document-add"),
    path("desk/plan/documents/<int:number>/part/<str:path>/", screens.part, name="desk-plan-document-part"),
]
unspoken = [
    path("desk/plan/documents/<int:number>/plan.toml", screens.plan_toml, name="desk-plan-document-toml"),
    path("desk/plan/documents/<int:number>/observations.csv", screens.observations_csv, name="desk-plan-document-csv"),
    path("desk/plan/documents/<int:number>/original", screens.original, name="desk-plan-document-original"),
]
