"""The catalogue of open data, as a page and as DCAT in JSON-LD."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import override

from tomoni.base.city.api import the_city
from tomoni.base.doors import PUBLIC, open_to
from tomoni.base.opendata import Dataset, datasets

LICENCE = "https://creativecommons.org/licenses/by/4.0/deed.ja"


@open_to(PUBLIC)
def catalogue(request: HttpRequest) -> HttpResponse:
    return render(request, "public/opendata.html", {"datasets": list(datasets.values()), "licence": LICENCE})


@open_to(PUBLIC)
def catalogue_jsonld(request: HttpRequest) -> HttpResponse:
    """DCAT 3: one catalogue, a dataset per table, a distribution per form."""
    city = the_city()
    with override("ja"):
        told = {
            "@context": {
                "dcat": "http://www.w3.org/ns/dcat#",
                "dct": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/",
            },
            "@type": "dcat:Catalog",
            "dct:title": f"{city.name} オープンデータ",
            "dct:publisher": {"@type": "foaf:Agent", "foaf:name": city.name},
            "dct:language": "ja",
            "dct:license": {"@id": LICENCE},
            "dcat:dataset": [_told(dataset) for dataset in datasets.values()],
        }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False}, content_type="application/ld+json")


def _told(dataset: Dataset) -> dict[str, Any]:
    page = {"dcat:landingPage": {"@id": settings.ORIGIN + dataset.page_url}} if dataset.page else {}
    return page | {
        "@id": f"{settings.ORIGIN}/opendata/#{dataset.key}",
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.key,
        "dct:title": str(dataset.title),
        "dct:description": str(dataset.says),
        "dct:accrualPeriodicity": str(dataset.renewed),
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:format": form.form,
                "dct:license": {"@id": LICENCE},
                "dcat:mediaType": form.media_type,
                "dcat:downloadURL": {"@id": settings.ORIGIN + form.url},
            }
            for form in dataset.distributions
        ],
    }
