"""The catalogue: every procedure is page, JSON-LD, open data row and printed form, and owes documents, fee, deadline, way."""

import csv
import io
import json
import re

import pytest
from django.utils.timezone import now

from tomoni.base.printing.checks import complaints
from tomoni.engines.cases.api import packs as engine
from tomoni.services.online_procedures import service

pytestmark = pytest.mark.django_db
KEYS = sorted(service.procedures)


def page(client, key: str, language: str = "") -> str:
    return client.get(f"{language}/procedures/online_procedures.{key}/").content.decode()


def machine(html: str) -> dict:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_documents_fee_deadline_and_channel_can_be_read_from_every_page(client, example_city):
    for key in KEYS:
        html = page(client, key)
        told = machine(html)
        assert told["@type"] == "GovernmentService"
        assert told["cpsv:hasInput"] and told["offers"]["description"] and told["termsOfService"], key
        assert len(told["availableChannel"]) == 2
        for said in (*told["cpsv:hasInput"], told["offers"]["description"], told["termsOfService"]):
            assert said in html, f"{key}: {said} is for people too"


def test_nothing_owed_is_missing(example_city):
    assert [(told.procedure.key, told.missing()) for told in engine.all_told() if told.missing()] == []


def test_what_no_section_has_confirmed_says_so_and_promises_no_days(client, example_city):
    for key in KEYS:
        html, told = page(client, key), engine.told_of(service.procedures[key])
        if not told.facts["ticked"]:
            assert "担当課の確認前" in html
        if not told.promised:
            assert "開庁日です" not in html, key


@pytest.mark.parametrize("language", ["", "/ja-easy", "/en"])
def test_pages_speak_every_language(client, example_city, language):
    titles = {"": "妊娠の届出", "/ja-easy": "できた", "/en": "Telling the city of a pregnancy"}
    assert titles[language] in page(client, "ninshin-todoke", language)


def test_the_open_table_has_a_row_for_each(client, example_city):
    text = client.get("/opendata/procedures.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["ID"] for row in rows} == {f"online_procedures.{key}" for key in KEYS}
    assert all(row["必要書類"] and row["費用"] and row["手続の期限"] and row["手続方法"] for row in rows)
    assert all(row["標準処理期間（開庁日）"] == "" or row["担当課の確認日"] for row in rows)


@pytest.mark.parametrize("key", KEYS[:3])
def test_the_form_on_paper_can_be_read_by_everybody(example_city, key):
    printed = engine.print_form(engine.told_of(service.procedures[key]), at=now())
    assert complaints(printed.pdf) == []


def test_the_form_on_paper_comes_from_its_page(client, example_city):
    answer = client.get("/procedures/online_procedures.ninshin-todoke/form.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_list_is_narrowed_by_words_life_event_and_field(client, example_city):
    def titles(**asked: str) -> str:
        return client.get("/procedures/", asked).content.decode()

    assert "転出届" in titles(q="引っ越し") and "妊娠の届出" not in titles(q="引っ越し")
    assert "妊娠の届出" in titles(event="妊娠") and "転出届" not in titles(event="妊娠")
    assert "転出届" in titles(field="residents") and "妊娠の届出" not in titles(field="residents")
