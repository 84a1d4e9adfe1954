"""The list of data the city gives away; the catalogue page is written from it.

Whoever publishes a table says so once, when Django starts: what it is, in which forms it can be had, where it comes
from. Terms follow DCAT: a dataset has distributions.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from .catalogue import Catalogue

Text = str | Promise


@dataclass(frozen=True)
class Distribution:
    """One form in which a dataset can be had."""

    form: str  # CSV, JSON, Atom, iCalendar
    media_type: str
    url_name: str
    args: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=self.args)


@dataclass(frozen=True)
class Dataset:
    """One table the city gives away."""

    key: str
    title: Text
    says: Text
    renewed: Text
    distributions: tuple[Distribution, ...]
    page: str = ""  # the name of the page that explains it

    @property
    def page_url(self) -> str:
        return reverse(self.page) if self.page else ""


datasets: Catalogue[Dataset] = Catalogue("dataset")


def dataset(
    key: str, title: Text, *, says: Text, renewed: Text, forms: tuple[Distribution, ...], page: str = ""
) -> Dataset:
    """Declare a dataset; `renewed` says how often it changes (毎晩, 変わったとき)."""
    return datasets.add(key, Dataset(key, title, says, renewed, forms, page))


def csv(url_name: str, *args: str) -> Distribution:
    return Distribution("CSV", "text/csv", url_name, args)


def json(url_name: str) -> Distribution:
    return Distribution("JSON", "application/json", url_name)


def atom(url_name: str) -> Distribution:
    return Distribution("Atom", "application/atom+xml", url_name)
