"""The invented year of the demo city makes the indicator live, says that it is invented, and writes to nobody."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from tomoni.base.city.api import load_csv
from tomoni.common.post.api import Message
from tomoni.engines.cases.api import Case
from tomoni.services.online_procedures.loaders import OnlineCaseRow, _tell, _write
from tomoni.services.online_procedures.use import smart

FILE = Path(settings.ROOT) / "cities" / "azumino" / "demo" / "online_cases.csv"


@pytest.mark.django_db
def test_the_invented_year_is_loaded_once_and_counted(example_city):
    rows = load_csv(FILE, OnlineCaseRow)
    wanted = rows[:12]
    for row in wanted + wanted:
        _write(row)
    cases = Case.objects.filter(invented=True)
    assert cases.count() == len(wanted)
    told = [_tell(case).model_dump() for case in cases.order_by("arrived_at")]
    assert told == [row.model_dump() for row in wanted]
    found = smart(date(2026, 11, 20))
    assert found and found.value == len({row.procedure for row in wanted if row.entrance == "ONLINE"})
    assert not Message.objects.filter(kind__startswith="cases.").exists()


def test_every_line_of_the_demo_is_a_notification_of_ours():
    assert {row.entrance for row in load_csv(FILE, OnlineCaseRow)} >= {"ONLINE", "COUNTER"}
