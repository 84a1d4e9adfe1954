"""Citizens' groups and the support centre's register (市民活動サポートセンター).

A group applies. A clerk of the centre looks at its papers and proposes; until the head of the centre has sealed the
paper, it is provisional. Then it stands on the public register, keeps its own page, says once a year that it goes on,
and leaves when it likes. Whoever is silent for a year lapses; whoever breaks the conditions is struck, with reasons.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tomoni.base.jobs import nightly
from tomoni.engines.cases.api import Case, Kind, Procedure, Step, WrongAnswer, ask
from tomoni.engines.plan.api import Evidence, act, count, reading
from tomoni.engines.registers.api import Register

from . import actions
from .models import Field, Group, areas
from .queries import not_standing_on
from .rules import TooFewMembers, enough_members
from .settings import centre


def members_are_enough(answers: Mapping[str, Any]) -> None:
    """The city's condition on the number of members."""
    try:
        enough_members(answers["members"], fewest=centre().fewest_members)
    except TooFewMembers as few:
        raise WrongAnswer(
            "members",
            _("会員が%(fewest)d人以上いる団体を登録しています。人数を確かめてください。") % {"fewest": few.fewest},
        ) from few


def name_is_free(answers: Mapping[str, Any]) -> None:
    """Two standing groups do not share a name."""
    if Group.objects.filter(name=answers["name"], until=None).exists():
        raise WrongAnswer("name", _("同じ名前の団体がもう登録されています。区別できる名前にしてください。"))


WHO = Step(
    _("団体のこと"),
    ask.name_and_kana("name", _("団体の名前")),
    ask.choice("field", _("おもな活動の分野"), Field.choices, hint=_("いちばん近いものを一つ選んでください。")),
    ask.choice("area", _("おもに活動している地域"), areas()),
)
WHAT = Step(
    _("活動のこと"),
    ask.long_text("purpose", _("何のための団体ですか"), most=600),
    ask.long_text("activity", _("どんな活動をしていますか"), most=1200),
    ask.text("meeting_day", _("集まる日"), required=False, hint=_("例：毎月第2土曜日の午前"), most=120),
    ask.day("founded_on", _("団体ができた日"), past=True, required=False),
)
PEOPLE = Step(
    _("会員のこと"),
    ask.number("members", _("会員の人数"), unit=_("人"), least=1),
    ask.yes_no("looking_for_members", _("新しい会員をさがしていますか")),
    ask.long_text("wishes", _("ほかの団体や区といっしょにしたいこと"), required=False, most=600),
)
CONTACT = Step(
    _("連絡先"),
    ask.text("representative", _("代表者の名前"), flagged=True, most=100),
    ask.text("contact", _("連絡する人の名前"), required=False, flagged=True, most=100),
    ask.phone("phone", _("電話番号"), flagged=True),
    ask.email("email", _("メールアドレス"), flagged=True, hint=_("受付の控えと結果を送ります。")),
    ask.url("website", _("ウェブサイトやSNSのアドレス"), required=False),
)
PAPERS = Step(
    _("書類"),
    ask.files("rules_file", _("会則"), most=3, hint=_("写真でもかまいません。")),
    ask.files("officers_file", _("役員の名簿"), required=False, most=3),
    ask.files("plan_file", _("今年の活動の予定と予算"), required=False, most=3),
)
PROMISE = Step(
    _("登録の条件"),
    ask.consent(
        "conditions",
        _("登録の条件"),
        agreed=_(
            "営利・宗教・政治・選挙を目的とせず、暴力団と関わりがなく、市内で活動し、新しい会員を受け入れています。"
            "名前と活動の内容が公開されることに同意します。"
        ),
    ),
)

registration = Procedure(
    key="groups.registration",
    title=_("市民活動団体の登録"),
    summary=_("市民活動サポートセンターに団体を登録します。会議室やちらし置き場を使え、活動が紹介されます。"),
    search_words=_("団体 グループ サークル ボランティア 市民活動 登録 サポートセンター"),
    sign="団登",
    asks=(WHO, WHAT, PEOPLE, CONTACT, PAPERS, PROMISE),
    names_case="name",
    mails_to="email",
    checks=(members_are_enough, name_is_free),
    route=("centre-head",),
    answer_within=10,
    minutes=15,
    fee=_("無料"),
    basis=_("市民活動サポートセンター登録要綱（見本）"),
    who=(
        _("営利を目的とせず、だれかの役に立つ活動をしている団体"),
        _("市内で活動し、決められた人数以上の会員がいる団体"),
        _("新しい会員を受け入れている団体"),
        _("宗教・政治・選挙の活動が目的ではない団体"),
    ),
    needs=(
        _("会則（写真でも、ファイルでも）"),
        _("会員の人数と、代表の人の連絡先"),
        _("今年の活動の予定と予算（あれば）"),
    ),
    criteria=(
        _("営利を目的としないこと"),
        _("公益のための活動を自分たちで始め、市内で続けていること"),
        _("会員が決められた人数以上いて、新しい会員を受け入れること"),
        _("宗教・政治・選挙を目的とせず、暴力団と関わりがないこと"),
    ),
)  # fmt: skip

renewal = Procedure(
    key="groups.renewal",
    title=_("市民活動団体の登録の更新"),
    summary=_("団体の活動が続いていることを、一年に一度知らせます。"),
    search_words=_("団体 更新 継続"),
    sign="団更",
    kind=Kind.NOTIFICATION,
    asks=(
        Step(
            _("今年の団体のこと"),
            ask.number("members", _("会員の人数"), unit=_("人"), least=1),
            ask.yes_no("looking_for_members", _("新しい会員をさがしていますか")),
            ask.long_text("report", _("この一年にしたこと"), most=1200),
        ),
        Step(_("書類"), ask.files("accounts_file", _("決算と次の年の予定"), required=False, most=3)),
    ),
    names_case="",
    checks=(members_are_enough,),
    answer_within=5,
    minutes=5,
    fee=_("無料"),
    begins_at="my-groups",
)

change = Procedure(
    key="groups.change",
    title=_("市民活動団体の名前・代表者・連絡先の変更"),
    summary=_("登録した団体の名前、代表者、連絡先が変わったことを知らせます。"),
    search_words=_("団体 変更 代表者 連絡先"),
    sign="団変",
    kind=Kind.NOTIFICATION,
    asks=(WHO, CONTACT),
    names_case="name",
    mails_to="email",
    answer_within=5,
    minutes=5,
    fee=_("無料"),
    begins_at="my-groups",
)

leaving = Procedure(
    key="groups.leaving",
    title=_("市民活動団体の登録をやめる"),
    summary=_("登録をやめることを知らせます。台帳には、やめた団体として残ります。"),
    search_words=_("団体 解散 退会 やめる"),
    sign="団退",
    kind=Kind.NOTIFICATION,
    asks=(
        Step(
            _("やめる日とわけ"),
            ask.day("last_day", _("登録の最後の日")),
            ask.long_text("reason", _("わけ"), required=False, most=600),
        ),
    ),
    names_case="",
    answer_within=5,
    minutes=3,
    fee=_("無料"),
    begins_at="my-groups",
)

register = Register(
    key="groups",
    title=_("市民活動団体"),
    model=Group,
    columns=(
        "name", "kana", "kind", "field", "area", "purpose", "activity", "members", "founded_on", "meeting_day",
        "looking_for_members", "wishes", "representative", "representative_public", "contact", "contact_public",
        "phone", "phone_public", "email", "email_public", "website", "renewed_on",
    ),
    public=(
        "name", "kana", "kind", "field", "area", "purpose", "activity", "members", "founded_on", "meeting_day",
        "looking_for_members", "wishes", "website",
    ),
    opened_by={
        "representative": "representative_public", "contact": "contact_public", "phone": "phone_public",
        "email": "email_public",
    },
    says=_("市民活動サポートセンターに登録している団体。連絡先は、団体が公開を選んだものだけです。"),
    found_by=("name", "area"),
    keep="groups.keep",
    searched=("name", "kana", "purpose"),
)  # fmt: skip


def decided_on(case: Case) -> date:
    """The day of the decision; only a decided case has one, and only such a case gets here."""
    assert case.decided_on is not None
    return case.decided_on


def group_of(case: Case) -> Group:
    """The group that a renewal, a change or a goodbye is about."""
    assert isinstance(case.about, Group)
    return case.about


@registration.when_granted
def enter_in_register(case: Case) -> None:
    """The group stands from the day of the decision, and whoever applied may write for it."""
    actions.enter_group(case.answers, since=decided_on(case), because=case, applicant=case.resident)


@renewal.when_granted
def goes_on(case: Case) -> None:
    actions.renew(group_of(case), case.answers, on=decided_on(case), because=case)


@change.when_granted
def stands_changed(case: Case) -> None:
    actions.change_facts(group_of(case), case.answers, on=decided_on(case), because=case)


@leaving.when_granted
def leaves(case: Case) -> None:
    actions.say_goodbye(group_of(case), case.answers, because=case)


@nightly
def lapse_and_remind(now: datetime) -> None:
    """Every night: remind those whose year is nearly over, close those that stayed silent."""
    actions.remind_silent_groups(now.date())
    actions.lapse_silent_groups(now.date())


@reading("groups.standing")
def standing(on: date) -> Evidence | None:
    """Registrations valid on a day, wards told apart; nothing for the days before the register was kept."""
    if not Group.objects.filter(since__lte=on).exists():
        return None
    return count(
        Group.objects.standing(on),
        columns=("name", "kind", "field", "area", "since"),
        breakdown={"wards": Q(kind=Group.Kind.WARD), "others": Q(kind=Group.Kind.GROUP)},
        not_counted=not_standing_on(on),
    )


act("groups.standing", _("団体を登録する"), "procedure", registration.key)
