"""Addresses of the evaluation: under the plan for everybody, under the desk for staff; files once."""

from django.urls import path

from .screens import committee, desk, files, public, sheet

urlpatterns = [
    path("plan/evaluation/", public.years, name="plan-evaluation"),
    path("plan/evaluation/<int:year>/", public.year, name="plan-evaluation-year"),
    path("plan/evaluation/<int:year>/<slug:code>/", public.sheet, name="plan-evaluation-sheet"),
    path("my/committee/", committee.sheets, name="my-committee"),
    path("my/committee/<int:year>/<slug:code>/", committee.remark, name="my-committee-sheet"),
    path("desk/evaluation/", desk.years, name="desk-evaluation"),
    path("desk/evaluation/open/", desk.open_year, name="desk-evaluation-open"),
    path("desk/evaluation/committee/", committee.seats, name="desk-evaluation-committee"),
    path("desk/evaluation/committee/<int:number>/end/", committee.unseat, name="desk-evaluation-unseat"),
    path("desk/evaluation/<int:year>/", desk.year, name="desk-evaluation-year"),
    path("desk/evaluation/<int:year>/remind/", desk.remind, name="desk-evaluation-remind"),
    path("desk/evaluation/<int:year>/publish/", desk.publish, name="desk-evaluation-publish"),
    path("desk/evaluation/<int:year>/<slug:code>/", sheet.sheet, name="desk-evaluation-sheet"),
    path("desk/evaluation/<int:year>/<slug:code>/keep/", sheet.keep, name="desk-evaluation-keep"),
    path("desk/evaluation/<int:year>/<slug:code>/take-back/", sheet.take_back, name="desk-evaluation-take-back"),
]
unspoken = [
    path("plan/evaluation/sheets.csv", files.sheets_csv, name="plan-evaluation-csv"),
    path("plan/evaluation/figures.csv", files.figures_csv, name="plan-evaluation-figures-csv"),
    path("plan/evaluation/sheets.json", files.sheets_json, name="plan-evaluation-json"),
    path("desk/evaluation/<int:year>/sheets.csv", files.list_csv, name="desk-evaluation-csv"),
    path("desk/evaluation/<int:year>/sheets.xlsx", files.list_xlsx, name="desk-evaluation-xlsx"),
]
