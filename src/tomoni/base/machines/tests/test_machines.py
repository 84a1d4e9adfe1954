"""The interface for machines describes itself, and people can read what it offers."""

import pytest


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["", "/ja-easy", "/en"])
def test_people_can_read_what_can_be_asked(client, language):
    page = client.get(f"{language}/api/")
    assert page.status_code == 200
    assert "/api/v1/plan/indicators" in page.content.decode()


def test_the_description_for_machines_names_every_address(client):
    told = client.get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.")
    assert "/api/v1/plan/indicators/{key}" in told["paths"]


def test_an_unknown_address_is_not_found(client, db):
    assert client.get("/api/v1/nonsense").status_code == 404
