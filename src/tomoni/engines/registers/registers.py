"""A register says what it is called, how a row is found again, which columns it shows, and to whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tomoni.base.catalogue import Catalogue
from tomoni.base.opendata import csv, dataset
from tomoni.common.people.api import declare_duty, duties

from .records import Record

registers: "Catalogue[Register]" = Catalogue("register")

Text = str | Promise
ONLY_PUBLIC = _("市の台帳に、いま載っているもの。公開している項目だけです。")


@dataclass(frozen=True, kw_only=True)
class Register:
    """Declared by the service that keeps it; gives the desk its list, import, export and history of every row.

    `columns` name fields of the model in the order in which staff see and export them; `public` names those of them
    that everybody may have; with any, the register stands in the catalogue of open data, in the words of `says`.
    `opened_by` names further columns that each row opens for itself, with the field that says whether it does: a
    telephone number that one group publishes and another does not. `found_by` names the fields that tell which row a
    line of an import means: a known one is changed, an unknown one entered. `keep` is the duty a clerk needs.
    """

    key: str
    title: Text
    model: type[Record]
    columns: tuple[str, ...]
    public: tuple[str, ...] = ()
    found_by: tuple[str, ...]
    keep: str
    searched: tuple[str, ...] = field(default=())
    opened_by: Mapping[str, str] = field(default_factory=dict)
    says: Text = ONLY_PUBLIC

    def __post_init__(self) -> None:
        known = {column.name for column in self.model._meta.fields}
        opened = {*self.opened_by, *self.opened_by.values()}
        unknown = {*self.columns, *self.public, *self.found_by, *self.searched, *opened} - known
        if unknown:
            raise ValueError(f"The register {self.key!r} has no column {', '.join(sorted(unknown))}.")
        if not set(self.public) <= set(self.columns):
            raise ValueError(f"The register {self.key!r} publishes a column that it does not show.")
        if self.keep not in duties:
            declare_duty(self.keep, format_lazy("{}{}", self.title, _("の台帳の管理")))
        registers.add(self.key, self)
        if self.public:
            forms = (csv("register-csv", self.key),)
            dataset(self.key, self.title, says=self.says, renewed=_("変わったとき"), forms=forms)
