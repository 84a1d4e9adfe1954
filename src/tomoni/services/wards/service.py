"""The register of wards (区の台帳): which wards there are, where they meet, and how sure the city's file is of each.

It comes from the city's file and is kept at the desk like every register. That a ward has joined the support centre's
register is another matter, kept there.
"""

from django.utils.translation import gettext_lazy as _

from tomoni.engines.registers.api import Register

from .models import Ward

Register(
    key="wards",
    title=_("区"),
    model=Ward,
    columns=(
        "area", "no", "name", "kana", "basis", "hall", "hall_address", "hall_lat", "hall_lon", "households",
        "population", "as_of", "source", "note",
    ),
    public=(
        "area", "no", "name", "kana", "basis", "hall", "hall_address", "hall_lat", "hall_lon", "households",
        "population", "as_of", "source", "note",
    ),
    says=_("市の区と、その集会所。名前がどこから分かったか（市の一覧、推定、未確認）と出典つき。"),
    found_by=("area", "name"),
    keep="wards.keep",
    searched=("name", "kana", "hall"),
)  # fmt: skip
