"""What people see of the plan."""

import pytest

from tomoni.engines.plan.models import ServiceOfPlan
from tomoni.engines.plan.readings import count

pytestmark = pytest.mark.usefixtures("undeclared", "plan")

PAGES = [
    "/plan/",
    "/plan/?on=2024-05-01",
    "/plan/1-1/",
    "/plan/1-1-1/",
    "/plan/1-1-1a/",
    "/plan/indicators/1-1-i1/",
    "/plan/indicators/1-1-i2/",
    "/plan/indicators/1-2-i1/",
    "/plan/indicators/1-2-i2/",
    "/plan/indicators/1-2-i1/?on=2023-05-01",
    "/plan/indicators/1-1-i1/proof/",
    "/plan/projects/",
    "/plan/status/",
    "/plan/rule/",
]


@pytest.fixture
def counted(declared) -> None:
    declared("groups.standing", lambda on: count(ServiceOfPlan.objects.all(), columns=("key", "title")))


@pytest.mark.parametrize("language", ["", "/ja-easy", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_in_every_language(client, path, language):
    assert client.get(language + path).status_code == 200
