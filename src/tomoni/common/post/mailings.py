"""Letters to many: a list and one text become bundles of letters, printed by the worker, resumed after a crash.

A bundle is one PDF of some hundred letters in one run of the press, which is what makes it cheap. Its file appears
under its name only when it is whole, and the row says so only after that; a worker that fell over in between leaves a
claim that another one takes over ten minutes later. The same bundle printed again is the same file.
"""

import datetime as dt
import hashlib
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet, Sum
from django.tasks import task
from pypdf import PdfReader

from tomoni.base import clock
from tomoni.base.city.api import the_city
from tomoni.base.clock import JAPAN, wareki
from tomoni.base.jobs import after_commit
from tomoni.base.journal.api import write
from tomoni.base.my_number import holds_my_number
from tomoni.base.printing import Letter, NoFonts, Part, Unprintable, print_letters
from tomoni.base.sheets import Cell, Sheet
from tomoni.common.people.api import Clerk

from .addresses import envelope_window
from .models import Mailing, MailingBundle
from .settings import post_settings

NAME, CODE, STREET, BUILDING, HONORIFIC = "氏名", "郵便番号", "住所", "建物", "敬称"
WANTED = (NAME, CODE, STREET)
PLACE = re.compile(r"\{([^{}\n]{1,40})\}")
CLAIM_LASTS = dt.timedelta(minutes=10)
MOST_TRIES = 3
AT_ONCE = 200


class WrongList(Exception):
    """What is wrong with the list: `columns` (missing ones), `places` (in the text and not in the list), `lines`
    (numbers of those without a name or address), `my_number` (lines that hold one), `empty`."""

    def __init__(self, why: str, told: Sequence[object] = ()) -> None:
        super().__init__(why)
        self.why, self.told = why, list(told)


def begin_mailing(
    *, title: str, text: str, sheet: Sheet, dated: dt.date, clerk: Clerk, contact: str = "", number: str = "",
    invented: bool = False,
) -> Mailing:  # fmt: skip
    """Take a list and a text in; the worker prints. Nothing is taken that cannot be printed whole."""
    _looked_through(text, sheet)
    rules, now = post_settings().mailings, clock.now()
    until = now.date() + dt.timedelta(days=rules.keep_days)
    rows = [row for _line, row in sheet.lines]
    with transaction.atomic():
        mailing = Mailing.objects.create(
            title=title, text=text, contact=contact, number=number, dated=dated, per_bundle=rules.per_bundle,
            invented=invented, made_by=clerk, made_at=now, keep_until=until,
        )  # fmt: skip
        MailingBundle.objects.bulk_create(
            [
                MailingBundle(
                    mailing=mailing, place=place, first=start + 1, rows=part, count=len(part),
                )
                for place, (start, part) in enumerate(_parts(rows, rules.per_bundle), start=1)
            ],
            batch_size=50,
        )  # fmt: skip
        write("post.mailing", who=clerk, about=mailing, after={"letters": len(rows)})
        after_commit(print_mailing, mailing.pk)
    return mailing


def _parts(rows: list[dict[str, str]], size: int) -> Iterator[tuple[int, list[dict[str, str]]]]:
    for start in range(0, len(rows), size):
        yield start, rows[start : start + size]


def _looked_through(text: str, sheet: Sheet) -> None:
    heads = set(sheet.heads)
    if missing := [head for head in WANTED if head not in heads]:
        raise WrongList("columns", missing)
    if strange := sorted(set(PLACE.findall(text)) - heads):
        raise WrongList("places", strange)
    if not sheet.lines:
        raise WrongList("empty")
    if bare := [number for number, row in sheet.lines if not (row[NAME] and row[STREET])]:
        raise WrongList("lines", bare)
    if held := [number for number, row in sheet.lines if any(holds_my_number(cell) for cell in row.values())]:
        raise WrongList("my_number", held)


# Printing


@task()
def print_mailing(pk: int) -> int:
    """Print what is left of a mailing; how many bundles this worker printed."""
    return print_what_is_left(clock.now(), mailing=pk)


def print_what_is_left(now: dt.datetime, mailing: int | None = None) -> int:
    """Print the bundles that nobody is printing, of one mailing or of all."""
    printed = 0
    while bundle := _claim(now, mailing):
        _print(bundle)
        printed += 1
        now = max(now, clock.now())
    return printed


def hand_on(now: dt.datetime) -> int:
    """Mailings that nobody has worked on for as long as a claim lasts: their worker fell over, another goes on."""
    since = now - CLAIM_LASTS
    left = Q(bundles__printed_at=None, bundles__tries__lt=MOST_TRIES)
    idle = Mailing.objects.filter(left, stopped_at=None, erased_at=None, made_at__lt=since).exclude(
        bundles__claimed_at__gte=since
    )
    found = list(idle.values_list("pk", flat=True).distinct()[:AT_ONCE])
    for pk in found:
        print_mailing.enqueue(pk)
    return len(found)


def _claim(now: dt.datetime, mailing: int | None) -> MailingBundle | None:
    left = MailingBundle.objects.filter(
        Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_LASTS),
        printed_at=None, tries__lt=MOST_TRIES, mailing__stopped_at=None, mailing__erased_at=None,
    )  # fmt: skip
    if mailing is not None:
        left = left.filter(mailing=mailing)
    for pk in left.order_by("mailing", "place").values_list("pk", flat=True)[:10]:
        with transaction.atomic():
            if left.filter(pk=pk).update(claimed_at=now, tries=F("tries") + 1):
                return MailingBundle.objects.select_related("mailing").get(pk=pk)
    return None


def _print(bundle: MailingBundle) -> None:
    mailing = bundle.mailing
    try:
        made = print_letters(
            letters_of(bundle), title=f"{mailing.title} {bundle.place}", window=envelope_window(),
            at=dt.datetime.combine(mailing.dated, dt.time(), JAPAN), foot=the_city().name,
        )  # fmt: skip
    except (NoFonts, Unprintable, OSError) as trouble:
        MailingBundle.objects.filter(pk=bundle.pk).update(trouble=str(trouble)[:300], claimed_at=None)
        return
    _put(made.pdf, path_of(bundle))
    replaced = {str(bundle.first + at): dict(one) for at, one in enumerate(made.replaced) if one}
    MailingBundle.objects.filter(pk=bundle.pk, printed_at=None).update(
        printed_at=clock.now(), pages=len(PdfReader(BytesIO(made.pdf)).pages), replaced=replaced, trouble="",
        sha256=hashlib.sha256(made.pdf).hexdigest(),
    )  # fmt: skip


def letters_of(bundle: MailingBundle) -> list[Letter]:
    """The letters of a bundle, with the places of the text filled from each line."""
    mailing, city = bundle.mailing, the_city()
    day, contact = wareki(mailing.dated), tuple(mailing.contact.splitlines())
    return [
        Letter(
            title=mailing.title,
            name=row[NAME],
            honorific=row.get(HONORIFIC) or "様",
            postal_code=row[CODE],
            address=tuple(line for line in (row[STREET], row.get(BUILDING, "")) if line),
            number=mailing.number,
            day=day,
            sender=(f"{city.name}長",),
            parts=(Part(text=filled(mailing.text, row)),),
            contact=contact,
            made=mailing.invented,
        )
        for row in bundle.rows
    ]


def filled(text: str, row: Mapping[str, str]) -> str:
    """The text for one line of the list. What stands in the list is never read as a place again."""
    return PLACE.sub(lambda found: row.get(found[1], found[0]), text)


def path_of(bundle: MailingBundle) -> Path:
    return Path(settings.MEDIA_ROOT) / "mailings" / str(bundle.mailing_id) / f"{bundle.place:04d}.pdf"


def _put(data: bytes, path: Path) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
        part.write(data)
    Path(part.name).replace(path)


# What the desk shows and decides


def progress(mailings: QuerySet[Mailing]) -> QuerySet[Mailing]:
    """With `letters`, `done` (letters printed), `parts`, `parts_done` and `broken` (parts given up)."""
    ready = Q(bundles__printed_at__isnull=False)
    return mailings.annotate(
        letters=Sum("bundles__count"),
        done=Sum("bundles__count", filter=ready),
        parts=Count("bundles"),
        parts_done=Count("bundles", filter=ready),
        broken=Count("bundles", filter=Q(bundles__printed_at=None, bundles__tries__gte=MOST_TRIES)),
    ).order_by("-made_at", "-pk")


def stop(mailing: Mailing, *, clerk: Clerk) -> None:
    """Print no more of it."""
    with transaction.atomic():
        if Mailing.objects.filter(pk=mailing.pk, stopped_at=None).update(stopped_at=clock.now()):
            write("post.mailing-stop", who=clerk, about=mailing)


def go_on(mailing: Mailing, *, clerk: Clerk) -> None:
    """Print what is left, also what was given up."""
    with transaction.atomic():
        Mailing.objects.filter(pk=mailing.pk).update(stopped_at=None)
        mailing.bundles.filter(printed_at=None).update(tries=0, trouble="")
        write("post.mailing-go-on", who=clerk, about=mailing)
        after_commit(print_mailing, mailing.pk)


MANIFEST = ("番号", "束", "束の中の順", "ファイル", "郵便番号", "住所", "建物", "氏名", "別の形で刷った字")


def manifest(mailing: Mailing) -> Iterator[list[Cell]]:
    """A line per letter: which bundle it lies in, at which place, and what was printed by another form."""
    for bundle in mailing.bundles.order_by("place").iterator(chunk_size=20):
        for at, row in enumerate(bundle.rows):
            number = bundle.first + at
            other = bundle.replaced.get(str(number), {})
            yield [
                number, bundle.place, at + 1, path_of(bundle).name if bundle.printed_at else "", row[CODE], row[STREET],
                row.get(BUILDING, ""), row[NAME], " ".join(f"{one}→{shown}" for one, shown in other.items()),
            ]  # fmt: skip


def erase_old(now: dt.datetime) -> int:
    """Lists and files whose time is over."""
    old = Mailing.objects.filter(erased_at=None, keep_until__lt=now.astimezone(JAPAN).date())
    number = 0
    for mailing in old[:AT_ONCE]:
        for bundle in mailing.bundles.all():
            path_of(bundle).unlink(missing_ok=True)
        with transaction.atomic():
            mailing.bundles.update(rows=[], replaced={})
            Mailing.objects.filter(pk=mailing.pk).update(erased_at=now)
            write("post.mailing-erase", who=None, about=mailing)
        number += 1
    return number
