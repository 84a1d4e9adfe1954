from django.urls import path

from .views import absence, clerks, data_questions, erasing, home, journal, people, residents, system

urlpatterns = [
    path("desk/", home.home, name="desk"),
    path("desk/waiting.csv", home.sheet, {"form": "csv"}, name="desk-csv"),
    path("desk/waiting.xlsx", home.sheet, {"form": "xlsx"}, name="desk-xlsx"),
    path("desk/absence/", absence.absence, name="desk-absence"),
    path("desk/absence/<int:number>/call-off/", absence.call_off, name="desk-absence-call-off"),
    path("desk/people/", people.house, name="desk-people"),
    path("desk/people/handover/", people.handover, name="desk-handover"),
    path("desk/people/posts/<slug:key>/", people.post, name="desk-post"),
    path("desk/people/posts/<slug:key>/duties/", clerks.post_duties, name="desk-post-duties"),
    path("desk/people/clerks/new/", clerks.new_clerk, name="desk-clerk-new"),
    path("desk/people/clerks/<slug:number>/", clerks.clerk, name="desk-clerk"),
    path("desk/residents/", residents.residents, name="desk-residents"),
    path("desk/residents/new/", residents.new_resident, name="desk-resident-new"),
    path("desk/residents/<int:number>/", residents.resident, name="desk-resident"),
    path("desk/residents/<int:number>/change/", residents.change_resident, name="desk-resident-change"),
    path("desk/residents/<int:number>/erase/", erasing.erase, name="desk-resident-erase"),
    path("desk/data-questions/", data_questions.questions, name="desk-data-questions"),
    path("desk/data-questions/<int:number>/", data_questions.question, name="desk-data-question"),
    path("desk/journal/", journal.journal, name="desk-journal"),
    path("desk/journal/<int:number>/", journal.entry, name="desk-journal-entry"),
    path("desk/system/", system.system, name="desk-system"),
    path("desk/system/tasks/<uuid:task>/again/", system.again, name="desk-system-again"),
]
