"""Which wards there are, counted from rows, and how sure each name is."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from tomoni.base.city.kinds import KINDS
from tomoni.base.clock import today
from tomoni.base.journal.api import entries_about
from tomoni.base.search import api as search
from tomoni.engines.registers.api import enter, remove
from tomoni.services.wards.models import Ward
from tomoni.services.wards.queries import refill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_city")]
AZUMINO = Path(django_settings.CITY_FOLDER).parent / "azumino"
GUESSED = {"area": "東部", "name": "山口", "basis": "inferred", "hall": "山口集会所", "source": "集会所の名前から"}


def page(client, address="/town/wards/") -> str:
    return client.get(address).content.decode()


def test_every_ward_of_the_city_is_listed_and_counted(client):
    assert Ward.objects.standing(today()).count() == 3
    told = page(client)
    assert "いま3の区があります" in told
    for name in ("中央", "川辺", "光が丘"):
        assert name in told


def test_the_list_costs_one_query_for_the_wards(client, django_assert_max_num_queries):
    page(client)
    with django_assert_max_num_queries(2):
        page(client)


def test_a_guess_is_never_shown_as_a_fact(client):
    ward = enter(Ward, GUESSED, since=date(2026, 4, 1))
    assert "4のうち1は、市の一覧で名前を確かめられていません" in page(client)
    assert "集会所の名前から推した区です" in page(client, ward.get_absolute_url())


def test_invented_wards_are_marked(client):
    assert not Ward.objects.filter(invented=False).exists()
    assert page(client).count("tag--made") >= 3


def test_a_ward_that_went_is_still_counted_on_the_day_before(client):
    ward = Ward.objects.get(name="川辺")
    remove(ward, on=date(2026, 4, 1), why="中央と一つになった", who=None)
    counts = Ward.objects.counted_on([date(2019, 3, 31), date(2026, 3, 31), date(2026, 4, 1)])
    assert list(counts.values()) == [0, 3, 2]
    assert "川辺" not in page(client)
    assert client.get(ward.get_absolute_url()).status_code == 410
    assert entries_about(ward).last().why == "中央と一つになった"


def test_everybody_may_take_the_rows_with_their_sources(client):
    sheet = client.get("/opendata/registers/wards.csv").content.decode("utf-8-sig")
    assert "出典" in sheet
    assert sheet.count("作りもの") == 3
    assert "wards" in client.get("/opendata/catalog.jsonld").content.decode()


def test_a_ward_is_found_by_its_name_and_its_reading():
    refill(today())
    assert [hit.title for hit in search.find("光が丘", kinds=("ward",)).hits] == ["光が丘（西部）"]
    assert search.find("ひかりがおか", kinds=("ward",)).total == 1


def test_azumino_has_83_wards_of_which_63_are_listed():
    kind = KINDS["wards.ward"]
    ids = [kind.write(row).pk for row in kind.rows_in(AZUMINO)]
    standing = Ward.objects.standing(date(2026, 11, 20)).filter(pk__in=ids)
    assert (standing.count(), standing.filter(basis="listed").count()) == (83, 63)
    assert standing.filter(name="光").count() == 2  # of 豊科 and of 明科
