"""A procedure is found by the words people use, in their language."""

import pytest

from tomoni.base.search import api as search
from tomoni.engines.cases.finding import find_procedures_again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_city")]


@pytest.mark.parametrize(
    ("words", "language"), [("サークル", "ja"), ("グループの 登録", "ja-easy"), ("citizens' group", "en")]
)
def test_a_procedure_is_found_in_every_language(words: str, language: str) -> None:
    find_procedures_again()
    found = search.find(words, kinds=("procedure",), language=language)
    assert any(hit.url.endswith("/procedures/groups.registration/") for hit in found.hits)


def test_putting_them_in_again_makes_no_second() -> None:
    find_procedures_again()
    once = search.find("団体", kinds=("procedure",)).total
    find_procedures_again()
    assert search.find("団体", kinds=("procedure",)).total == once
