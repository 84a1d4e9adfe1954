"""A club applies, changes and is told: procedures of no service, so that the engine can be tried alone."""

from collections.abc import Mapping
from typing import Any

from tomoni.common.people.api import Organisation
from tomoni.engines.cases import ask
from tomoni.engines.cases.models import Case
from tomoni.engines.cases.procedures import Procedure, WrongAnswer
from tomoni.engines.cases.questions import Step
from tomoni.engines.cases.workflow import Kind


def enough_members(answers: Mapping[str, Any]) -> None:
    if answers["members"] < 5:
        raise WrongAnswer("members", "会員が5人以上いるクラブを登録しています")


CLUB = Step(
    "クラブのこと",
    ask.name_and_kana("name", "クラブの名前"),
    ask.choice("field", "分野", [("nature", "自然"), ("music", "音楽"), ("other", "そのほか")]),
    ask.text("other_field", "どんな分野ですか", only_if={"field": "other"}),
    ask.number("members", "会員の人数", unit="人", least=1),
    ask.day("founded_on", "できた日", past=True, required=False),
)
CONTACT = Step(
    "連絡先",
    ask.email("email", "メールアドレス", flagged=True),
    ask.phone("phone", "電話番号", required=False, flagged=True),
    ask.address("address", "住所", required=False),
)
MUSIC = Step("楽器のこと", ask.long_text("instruments", "どんな楽器ですか", only_if={"field": "music"}))
PAPERS = Step("書類", ask.files("rules", "会則", required=False, most=2))
PROMISE = Step("約束", ask.consent("promise", "約束", agreed="書いたことを守ります"))

registration = Procedure(
    key="clubs.registration",
    title="クラブの登録",
    summary="クラブを名簿にのせます",
    search_words="サークル 仲間",
    sign="ク登",
    asks=(CLUB, CONTACT, MUSIC, PAPERS, PROMISE),
    names_case="name",
    mails_to="email",
    checks=(enough_members,),
    route=("community-deputy", "community-head"),
    answer_within=10,
    who=("5人以上のクラブ",),
    needs=("会則",),
    fee="無料",
    basis="クラブ登録要綱（見本）",
    criteria=("会員が5人以上いること",),
    invented=True,
)
change = Procedure(
    key="clubs.change",
    title="クラブの変更",
    sign="ク変",
    kind=Kind.NOTIFICATION,
    asks=(ask.text("name", "新しい名前"),),
    names_case="name",
    answer_within=5,
    examine="clubs.examine",
)
told: list[str] = []


@registration.when_granted
def stands(case: Case) -> None:
    Organisation.objects.create(name=case.answers["name"], kana=case.answers["name_kana"])


@registration.when_refused
def stands_not(case: Case) -> None:
    told.append(f"{case.subject}は登録されませんでした")


@change.when_granted
def changes(case: Case) -> None:
    Organisation.objects.create(name=case.answers["name"])


FIREFLIES = {
    "name": "ほたるの会", "name_kana": "ほたるのかい", "field": "nature", "members": 7, "founded_on": "2021-04-01",
    "email": "hotaru@example.jp", "email_public": True, "promise": True,
}  # fmt: skip
