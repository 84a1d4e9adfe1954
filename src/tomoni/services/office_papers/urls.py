"""Addresses of office papers, all on the desk."""

from django.urls import path

from . import register, screens

urlpatterns = [
    path("desk/office-papers/", screens.begin, name="desk-office-papers"),
    path("desk/office-papers/new/<slug:sort>/", screens.write, name="desk-office-paper-write"),
    path("desk/office-papers/<int:pk>/mend/", screens.mend, name="desk-office-paper-mend"),
    path("desk/documents/", register.documents, name="desk-documents"),
]
unspoken = [
    path("desk/documents.xlsx", register.documents_xlsx, name="desk-documents-xlsx"),
]
