"""Whole lives of a case, as people live them: with a correction, a refusal, an appeal; and a machine that stops midway."""

import re
from datetime import date

import pytest

from tomoni.base.journal.api import Entry
from tomoni.common.approvals.api import Paper, seal
from tomoni.common.post.api import Message as Mail
from tomoni.engines.cases import letters
from tomoni.engines.cases.actions import propose
from tomoni.engines.cases.models import Appeal, Case, Notice, Proposal

from . import toys
from .conftest import ROUTE, an_application, paper_about, sealed
from .test_desk import act, words

pytestmark = pytest.mark.django_db


def typed(client, draft: str, number: int, **answers) -> None:
    client.post(f"/drafts/{draft}/{number}/", answers)


def applied(client) -> Case:
    """At home, page by page."""
    first = {"name": "ほたるの会", "name_kana": "ほたるのかい", "field": "nature", "members": "3", "page": ""}
    answer = client.post("/procedures/clubs.registration/apply/", first)
    token = re.search(r"/drafts/([\w-]+)/", answer["Location"])[1]
    assert "会員が5人以上" in words(client.get(f"/drafts/{token}/1/"))
    typed(client, token, 1, **(first | {"members": "7"}))
    typed(client, token, 2, email="hotaru@example.jp", email_public="no", phone="", address="", address_postcode="")
    typed(client, token, 4, rules="")
    typed(client, token, 5, promise="on")
    client.post(f"/drafts/{token}/check/", {"true": "yes"})
    return Case.objects.get()


def test_an_application_with_a_correction_a_refusal_and_an_appeal(client, client_as, clerk, example_city, at):
    at(date(2026, 11, 5))
    case = applied(client)
    desk = client_as(clerk)
    act(desk, case, "take-up")
    asked = {"correct-what": "会員の人数を名簿と合わせてください", "correct-keys": ["members"],
             "correct-reply_by": "令和18年11月30日"}  # fmt: skip
    act(desk, case, "correct", **asked)
    assert "会員の人数を名簿と合わせてください" in words(client.get(f"/cases/{case.token}/"))
    at(date(2026, 11, 16))
    client.post(f"/cases/{case.token}/correct/", {"members": "5"})
    reasons = {"propose-outcome": "REFUSE", "propose-article": "要綱 第3条", "propose-facts": "名簿の会員は4人である",
               "propose-reasoning": "5人以上という条件を満たさない"}  # fmt: skip
    at(date(2026, 11, 20))
    assert act(desk, case, "propose", **(reasons | {"propose-article": ""})).status_code == 422
    act(desk, case, "propose", **reasons)
    sealed(Proposal.objects.get(), example_city, *ROUTE)
    case.refresh_from_db()
    assert (case.state, case.took) == ("REFUSED", 4)
    notice = words(client.get(f"/cases/{case.token}/notice/"))
    for said in (
        "要綱 第3条",
        "名簿の会員は4人である",
        "5人以上という条件を満たさない",
        "審査請求をすることができます",
    ):
        assert said in notice
    fought = {"appellant": "ほたるの会", "contact": "北町1", "known_on": "令和8年11月20日", "wants": "取消し",
              "grounds": "会員は5人いる"}  # fmt: skip
    client.post(f"/cases/{case.token}/appeal/", fought)
    appeal, office = Appeal.objects.get(), client_as(example_city.clerk("general-staff"))
    reviewer = example_city.clerk("general-staff")
    office.post(f"/desk/appeals/{appeal.number}/review/", {"review-officer": reviewer.pk})
    given = {"defend-defence": "名簿のとおりです", "defend-rebuttal_by": "令和18年12月11日"}
    act(desk, case, "defend", **given)
    office.post(f"/desk/appeals/{appeal.number}/rule/", {"rule-ruling": "UPHELD", "rule-reasons": "5人いた"})
    again = Case.objects.get(follows=case)
    page = words(client.get(f"/cases/{case.token}/"))
    assert again.number in page
    for told in ("審査請求の裁決がありました", "認められませんでした", "直したものを受け取りました"):
        assert told in page


def test_a_machine_that_stops_between_decision_and_notice_leaves_one_truth(example_city, clerk, monkeypatch):
    """The last seal, the decision, the notice and its mail stand or fall together; sealed again it is one of each."""
    case = an_application()
    proposal = propose(case, outcome="GRANT", who=clerk)
    sealed(proposal, example_city, ROUTE[0])
    paper = paper_about(proposal)
    with monkeypatch.context() as broken:
        broken.setattr(letters, "decided", _power_cut)
        with pytest.raises(SystemExit):
            seal(paper, clerk=example_city.clerk(ROUTE[1]))
    assert (Case.objects.get(pk=case.pk).state, Notice.objects.count()) == ("PROPOSED", 0)
    assert not Entry.objects.filter(verb__in=["cases.grant", "cases.notify"]).exists()
    seal(Paper.objects.get(pk=paper.pk), clerk=example_city.clerk(ROUTE[1]))
    assert (Case.objects.get(pk=case.pk).state, Notice.objects.count()) == ("GRANTED", 1)
    letters.decided(Notice.objects.get())  # a second worker that takes it up again says nothing twice
    assert Mail.objects.filter(kind="cases.decided").count() == 1
    assert Entry.objects.filter(verb="cases.notify").count() == 1
    assert toys.registration.key == case.procedure_key


def _power_cut(notice: Notice) -> None:
    raise SystemExit
