"""What a resident may want to do, and which of it is still to come."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tomoni.base.design.frame import address_of

Text = str | Promise


@dataclass(frozen=True)
class Entrance:
    """A tile of the home page: a verb, what stands behind it, and the screen it leads to."""

    key: str
    icon: str
    does: Text
    says: Text
    url_name: str

    @property
    def url(self) -> str:
        return address_of(self.url_name, self.key)


ENTRANCES = (
    Entrance("procedures", "document", _("手続きをする"), _("申請と届出。途中で保存できます"), "procedures"),
    Entrance("events", "calendar", _("催し・講座に申し込む"), _("教室、講演会、市政懇談会"), "events"),
    Entrance("voices", "voice", _("意見を伝える・答えを読む"), _("すべての意見に担当と答えの日が付きます"), "voices"),
    Entrance("town", "town", _("まちのことを知る"), _("区と市民活動団体"), "town"),
    Entrance("advice", "question", _("困りごとを相談する"), _("電話・窓口・通訳"), "advice"),
    Entrance("groups", "people", _("団体で活動する"), _("登録、仲間さがし"), "groups"),
    Entrance("payments", "heart", _("納める・寄附する"), _("税・料金・ふるさと寄附"), "payments"),
    Entrance("plan", "chart", _("計画の進み具合を見る"), _("市の約束と、その元の記録"), "plan"),
)

# Words that people search for and that lead somewhere.
SUGGESTIONS = (_("団体の登録"), _("会員募集"), _("計画"), _("区"))


@dataclass(frozen=True)
class Promised:
    """A page that is promised: what it will be, and the measures of the plan it belongs to."""

    title: Text
    says: Text
    measures: tuple[str, ...]


PLANNED = {
    "events": Promised(
        _("催し"),
        _("教室、講演会、市政懇談会に申し込み、公開の抽選に参加できるようになります。"),
        ("6-1-3", "6-2-4", "6-4-3"),
    ),
    "voices": Promised(_("声"), _("意見を出し、担当と答えの日を見られるようになります。"), ("6-1-3",)),
    "advice": Promised(_("相談"), _("電話、窓口、通訳つきの相談を予約できるようになります。"), ("6-1-2", "6-2-1")),
    "payments": Promised(
        _("納める・寄附する"),
        _("税や料金を納め、ふるさと寄附ができるようになります。"),
        ("6-5-3", "6-5-6"),
    ),
    "proxy": Promised(
        _("代わりに出してもらう"),
        _("区長、家族、窓口の職員に代わりに出してもらえるようになります。"),
        ("6-4-2", "6-4-3"),
    ),
    "safe-talk": Promised(_("暴力や差別の相談"), _("履歴を残さずに相談先を見られるようになります。"), ("6-2-1",)),
}
