"""Addresses of the plan: pages in every language, files and feeds once."""

from django.urls import path

from .documents import urls as documents
from .screens import book, citations, comparing, desk, files, indicator, public, targets, what_if

urlpatterns = [
    path("plan/", public.plan, name="plan"),
    path("plan/projects/", public.projects, name="plan-projects"),
    path("plan/status/", public.status, name="plan-status"),
    path("plan/rule/", public.rule, name="plan-rule"),
    path("plan/indicators/<slug:key>/", indicator.indicator, name="plan-indicator"),
    path("plan/indicators/<slug:key>/rows/", public.rows, name="plan-rows"),
    path("plan/indicators/<slug:key>/proof/", public.proof, name="plan-proof"),
    path("plan/comparisons/", comparing.every, name="plan-comparisons"),
    path("plan/comparisons/<slug:shared>/", comparing.one, name="plan-comparison"),
    path("plan/what-if/", what_if.plan, name="plan-what-if"),
    path("plan/indicators/<slug:key>/what-if/", what_if.indicator, name="plan-what-if-indicator"),
    path("plan/indicators/<slug:key>/targets/", targets.history, name="plan-targets"),
    path("plan/indicators/<slug:key>/follow/", citations.follow, name="plan-follow"),
    path("plan/following/<str:token>/", citations.following, name="plan-following"),
    path("plan/book/", book.editions, name="plan-book"),
    path("plan/<slug:code>/", public.part, name="plan-part"),
    path("desk/plan/", desk.plan, name="desk-plan"),
    *documents.urlpatterns,
    path("desk/plan/observations/", desk.sheets, name="desk-plan-sheets"),
    path("desk/plan/observations/<int:number>/", desk.sheet, name="desk-plan-sheet"),
    path("desk/plan/book/", book.desk, name="desk-plan-book"),
    path("desk/plan/comparisons/", comparing.desk, name="desk-plan-comparisons"),
    path("desk/plan/comparisons/<str:code>/remove/", comparing.remove, name="desk-plan-comparison-remove"),
    path("desk/plan/<slug:key>/", desk.indicator, name="desk-plan-indicator"),
    path("desk/plan/restated/<int:number>/", citations.restated, name="desk-plan-restated"),
    path("desk/plan/<slug:key>/target/", targets.target, name="desk-plan-target"),
    path("desk/plan/<slug:key>/targets/<int:number>/", targets.proposal, name="desk-plan-proposal"),
    path("desk/plan/<slug:key>/citations/", citations.citations, name="desk-plan-citations"),
    path("desk/plan/<slug:key>/citations/<int:number>/end/", citations.end_citation, name="desk-plan-citation-end"),
    path("desk/plan/<slug:key>/define/", desk.define, name="desk-plan-define"),
    path("desk/plan/<slug:key>/correct/<int:number>/", desk.correct, name="desk-plan-correct"),
]
unspoken = [
    *documents.unspoken,
    path("plan/figures.csv", files.figures_csv, name="plan-figures-csv"),
    path("plan/figures.xlsx", files.figures_xlsx, name="plan-figures-xlsx"),
    path("plan/book/values.csv", book.values, name="plan-book-values"),
    path("plan/book/plan.json", book.told, name="plan-book-told"),
    path("plan/book/dictionary.csv", book.dictionary, name="plan-book-dictionary"),
    path("plan/book/<int:number>/<str:name>", book.file, name="plan-book-file"),
    path("plan/comparisons/<slug:shared>/figures.csv", comparing.comparison_csv, name="plan-comparison-csv"),
    path("plan/what-if.csv", what_if.what_if_csv, name="plan-what-if-csv"),
    path("plan/following/<str:token>/leave/", citations.leave_at_once, name="plan-following-leave"),
    path("plan/changes.atom", files.changes, name="plan-changes"),
    path("plan/indicators/<slug:key>/changes.atom", files.changes_of, name="plan-changes-of"),
    path("plan/indicators/<slug:key>/rows.csv", files.rows_csv, name="plan-rows-csv"),
    path("plan/indicators/<slug:key>/fingerprint.txt", files.fingerprint, name="plan-fingerprint"),
]
