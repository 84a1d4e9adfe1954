"""Addresses of the plan: pages in every language, files and feeds once."""

from django.urls import path

from .screens import desk, files, indicator, public

urlpatterns = [
    path("plan/", public.plan, name="plan"),
    path("plan/projects/", public.projects, name="plan-projects"),
    path("plan/status/", public.status, name="plan-status"),
    path("plan/rule/", public.rule, name="plan-rule"),
    path("plan/indicators/<slug:key>/", indicator.indicator, name="plan-indicator"),
    path("plan/indicators/<slug:key>/rows/", public.rows, name="plan-rows"),
    path("plan/indicators/<slug:key>/proof/", public.proof, name="plan-proof"),
    path("plan/<slug:code>/", public.part, name="plan-part"),
    path("desk/plan/", desk.plan, name="desk-plan"),
    path("desk/plan/observations/", desk.sheets, name="desk-plan-sheets"),
    path("desk/plan/observations/<int:number>/", desk.sheet, name="desk-plan-sheet"),
    path("desk/plan/<slug:key>/", desk.indicator, name="desk-plan-indicator"),
    path("desk/plan/<slug:key>/target/", desk.target, name="desk-plan-target"),
    path("desk/plan/<slug:key>/define/", desk.define, name="desk-plan-define"),
    path("desk/plan/<slug:key>/correct/<int:number>/", desk.correct, name="desk-plan-correct"),
]
unspoken = [
    path("plan/figures.csv", files.figures_csv, name="plan-figures-csv"),
    path("plan/figures.xlsx", files.figures_xlsx, name="plan-figures-xlsx"),
    path("plan/changes.atom", files.changes, name="plan-changes"),
    path("plan/indicators/<slug:key>/rows.csv", files.rows_csv, name="plan-rows-csv"),
    path("plan/indicators/<slug:key>/fingerprint.txt", files.fingerprint, name="plan-fingerprint"),
]
