"""Addresses of procedures, forms, cases and the desk of those who examine."""

from django.urls import path

from .screens import desk, filling, keeping, letters, places, procedures, resident

urlpatterns = [
    path("procedures/", procedures.list_of_procedures, name="procedures"),
    path("procedures/map.svg", places.city_map, name="city-map"),
    path("procedures/resume/", filling.resume, name="draft-resume"),
    path("procedures/<str:key>/", procedures.procedure, name="procedure"),
    path("procedures/<str:key>/form.pdf", procedures.form_on_paper, name="procedure-form"),
    path("procedures/<str:key>/apply/", filling.apply, name="procedure-apply"),
    path("procedures/<str:key>/apply/keep/", keeping.keep_first, name="procedure-keep"),
    path("drafts/<slug:token>/", filling.draft, name="draft"),
    path("drafts/<slug:token>/<int:number>/", filling.step, name="draft-step"),
    path("drafts/<slug:token>/<int:number>/keep/", keeping.keep, name="draft-keep"),
    path("drafts/<slug:token>/check/", filling.check, name="draft-check"),
    path("drafts/<slug:token>/forget/", filling.forget, name="draft-forget"),
    path("drafts/<slug:token>/files/<int:pk>/", filling.draft_file, name="draft-file"),
    path("drafts/<slug:token>/files/<int:pk>/remove/", filling.draft_file_remove, name="draft-file-remove"),
    path("cases/<slug:token>/", resident.case, name="case"),
    path("cases/<slug:token>/receipt/", resident.receipt, name="case-receipt"),
    path("cases/<slug:token>/ease/", resident.ease, name="case-ease"),
    path("cases/<slug:token>/answers/", resident.answers, name="case-answers"),
    path("cases/<slug:token>/files/<int:pk>/", resident.case_file, name="case-file"),
    path("cases/<slug:token>/correct/", resident.correct, name="case-correct"),
    path("cases/<slug:token>/message/", resident.message, name="case-message"),
    path("cases/<slug:token>/withdraw/", resident.take_back, name="case-withdraw"),
    path("cases/<slug:token>/notice/", resident.notice, name="case-notice"),
    path("cases/<slug:token>/letters/<slug:kind>.pdf", letters.case_letter, name="case-letter"),
    path("my/cases/", resident.my_cases, name="my-cases"),
    path("desk/cases/", desk.cases, name="desk-cases"),
    path("desk/cases/enter/", desk.enter, name="desk-case-enter"),
    path("desk/cases/<str:number>/", desk.case, name="desk-case"),
    path("desk/cases/<str:number>/letters/<slug:kind>.pdf", letters.desk_letter, name="desk-case-letter"),
    path("desk/cases/<str:number>/<slug:what>/", desk.act, name="desk-case-act"),
]
unspoken = [path("opendata/procedures.csv", procedures.open_data, name="procedures-csv")]
