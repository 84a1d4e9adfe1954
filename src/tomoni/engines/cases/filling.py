"""Filling in one page of a form: what is typed, uploaded or looked up goes into the draft, whether it is right or not.

A page always answers a POST with a redirect. What could not be understood waits in `draft.unfinished` and comes back
with its errors, today or next week, on this device or another. Only a My Number is never kept.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.my_number import holds_my_number
from tomoni.common.files.api import DOCUMENTS, PICTURES, StoredFile, WrongFile, keep, purpose

from .actions import save_step
from .asking.places import point_pressed
from .city_places import frame_of_city
from .forms import StepForm, checked
from .kinds import FilesField, PostcodeField
from .models import Draft
from .postcodes import town_of
from .questions import Step

NOT_TYPED = {"csrfmiddlewaretoken", "find", "go", "less", "more", "page", "seen"}
PRESSED = "map:"  # a picture of the city sends `map:<key>.x` and `.y`
TROUBLE = "_trouble"  # beside what was typed: what the fields themselves cannot say again
TYPING = "_typing"  # beside what was typed: nobody has pressed a button yet, so nothing of it is called wrong
ATTACHMENT = purpose("cases.attachment", gettext_lazy("申請の添付書類"), types=(*DOCUMENTS, *PICTURES))
Uploads = MultiValueDict[str, Any]


class KeptElsewhere(Exception):
    """The draft has gone on since this page was opened."""


def form_of(draft: Draft, number: int) -> StepForm:
    """The form of a page as it stands in the draft: with its errors when something on it is unfinished."""
    step, typed = draft.definition.steps[number - 1], draft.unfinished.get(str(number))
    if typed is None:
        return StepForm(step, draft.answers)
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        if name not in (TROUBLE, TYPING):
            data.setlist(name, values)
    if TYPING in typed:
        return _half_typed(StepForm(step, draft.answers, data), typed.get(TROUBLE, {}))
    return _judged(draft, StepForm(step, draft.answers, data), typed.get(TROUBLE, {}))


def _half_typed(form: StepForm, trouble: Mapping[str, str]) -> StepForm:
    """As it was left: what is missing or half written is not called an error before somebody hands the page in."""
    form.forget_errors()
    for name, words in trouble.items():
        if field := field_of(form, name):
            form.add_error(field, words)
    return form


@transaction.atomic
def keep_typed(draft: Draft, number: int, data: QueryDict, *, page: str, seen: str) -> str:
    """Keep one page as far as it is typed; what could not be kept, in a sentence.

    `page` is the sign of the opened page, `seen` the moment at which it knows the draft to be saved. KeptElsewhere when
    somebody has gone on since then, on another page or device, or by pressing a button: they are not overwritten.
    """
    draft = Draft.objects.select_for_update().select_related("definition").get(pk=draft.pk)
    gone_on = page != draft.kept_by and seen != draft.saved_at.isoformat()
    if gone_on or draft.case_id is not None:
        raise KeptElsewhere
    step, trouble = draft.definition.steps[number - 1], dict[str, str]()
    typed = typed_on(data)
    _keep_no_my_number(typed, trouble)
    form = _judged(draft, StepForm(step, draft.answers, data), trouble)
    unfinished = {name: kept for name, kept in draft.unfinished.items() if name != str(number)}
    if not form.is_valid():
        unfinished[str(number)] = typed | {TROUBLE: trouble, TYPING: True}
    save_step(draft, answers=form.kept, unfinished=unfinished, kept_by=page)
    return next(iter(trouble.values()), "")


def typed_on(data: QueryDict) -> dict[str, list[str]]:
    """What stands in the fields of a page, without its buttons."""
    return {name: data.getlist(name) for name in data if name not in NOT_TYPED and not name.startswith(PRESSED)}


def fill(draft: Draft, number: int, data: QueryDict, uploads: Uploads, *, owner: Model | None) -> bool:
    """Take in one page. False when it has to be shown once more."""
    step = draft.definition.steps[number - 1]
    taken, trouble = take_in(step, draft.answers, uploads, owner=owner)
    draft.answers |= taken
    typed = typed_on(data)
    _keep_no_my_number(typed, trouble)
    helped = _find_address(data.get("find", ""), typed, trouble) or _rows(data, typed) or _point(data, typed)
    form = _judged(draft, StepForm(step, draft.answers, data), trouble)
    done = form.is_valid() and not helped
    unfinished = {name: kept for name, kept in draft.unfinished.items() if name != str(number)}
    if not done:
        unfinished[str(number)] = typed | {TROUBLE: trouble} | ({TYPING: True} if helped else {})
    save_step(draft, answers=form.kept | taken, unfinished=unfinished)
    return done


def _judged(draft: Draft, form: StepForm, trouble: Mapping[str, str]) -> StepForm:
    """With what the fields cannot say of themselves: trouble with uploads, and the procedure's own checks."""
    if form.is_valid():
        questions = draft.definition.questions
        for key, words in checked(
            draft.procedure.checks, questions, draft.answers | form.kept, draft.definition.rules
        ).items():
            if key in form.fields:
                form.add_error(key, words)
    for name, words in trouble.items():
        if field := field_of(form, name):
            form.errors.pop(field, None)
            form.add_error(field, words)
    return form


def field_of(form: StepForm, name: str) -> str:
    """The field that a name of a page belongs to: one in a row, or a box of a day, belongs to the whole."""
    if name in form.fields:
        return name
    return next((key for key in form.fields if name.startswith((f"{key}-", f"{key}_"))), "")


def _keep_no_my_number(typed: dict[str, list[str]], trouble: dict[str, str]) -> None:
    for name, values in typed.items():
        if any(holds_my_number(value) for value in values):
            typed[name] = [""]
            trouble[name] = _("マイナンバー（個人番号）と同じ12桁の数字が入っていたので、残さずに消しました")


def _find_address(key: str, typed: dict[str, list[str]], trouble: dict[str, str]) -> bool:
    """The button beside the postcode puts the town before what was typed; no script, and no other host is asked."""
    code = PostcodeField(required=False).to_python((typed.get(f"{key}_postcode") or [""])[0])
    if not key:
        return False
    town = town_of(code)
    if town is None:
        trouble[f"{key}_postcode"] = _("この郵便番号は見つかりません。番号を確かめるか、住所をそのまま入れてください")
        return True
    written = (typed.get(key) or [""])[0]
    typed[key] = [written if written.startswith(town) else town + written]
    trouble.pop(f"{key}_postcode", None)
    return True


def _rows(data: QueryDict, typed: dict[str, list[str]]) -> bool:
    """The buttons of repeating rows: one more, or this one away. Nothing typed in the others is touched."""
    if key := data.get("more", ""):
        typed[f"{key}-rows"] = [str(_count_of(typed, key) + 1)]
        return True
    key, _colon, place = data.get("less", "").rpartition(":")
    if not key or not place.isdecimal():
        return False
    gone, count = int(place) - 1, _count_of(typed, key)
    if not 0 <= gone < count:
        return True
    for number in range(gone, count):
        for name in [each for each in typed if each.startswith(f"{key}-{number}-")]:
            del typed[name]
        ending = f"{key}-{number + 1}-"
        moved = {name: values for name, values in typed.items() if name.startswith(ending)}
        typed |= {f"{key}-{number}-{name.removeprefix(ending)}": values for name, values in moved.items()}
    typed[f"{key}-rows"] = [str(count - 1)]
    return True


def _count_of(typed: Mapping[str, list[str]], key: str) -> int:
    told = (typed.get(f"{key}-rows") or ["1"])[0]
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 4 else 1


def _point(data: QueryDict, typed: dict[str, list[str]]) -> bool:
    """The picture of the city was pressed."""
    frame = frame_of_city()
    key = next((name[len(PRESSED) : -2] for name in data if name.startswith(PRESSED) and name.endswith(".x")), "")
    across, down = data.get(f"{PRESSED}{key}.x", ""), data.get(f"{PRESSED}{key}.y", "")
    if not key or frame is None or not (across.isdecimal() and down.isdecimal() and len(across + down) < 12):
        return False
    typed[key] = [point_pressed(int(across), int(down), frame)]
    return True


def take_in(
    step: Step, answers: Mapping[str, Any], uploads: Uploads, *, owner: Model | None
) -> tuple[dict[str, list[int]], dict[str, str]]:
    """Keep what was uploaded on a page: (ids by key, what was wrong by key)."""
    taken: dict[str, list[int]] = {}
    trouble: dict[str, str] = {}
    for name, field in StepForm(step, answers).fields.items():
        if not isinstance(field, FilesField):
            continue
        ids = list(answers.get(name) or [])
        for upload in uploads.getlist(name):
            if len(ids) >= field.most:
                trouble[name] = _("ファイルは%(most)d個までです") % {"most": field.most}
                break
            try:
                ids.append(keep(upload, owner=owner, purpose=ATTACHMENT).pk)
            except WrongFile as wrong:
                trouble[name] = f"{upload.name}：{wrong}"
        if ids != list(answers.get(name) or []):
            taken[name] = ids
    return taken, trouble


def take_off(draft: Draft, file: StoredFile) -> Draft:
    """A file that was uploaded by mistake is no longer part of the draft."""
    keys = {key: ids for key, ids in draft.answers.items() if isinstance(ids, list) and file.pk in ids}
    return save_step(
        draft,
        answers={key: [pk for pk in ids if pk != file.pk] for key, ids in keys.items()},
        unfinished=draft.unfinished,
    )
