"""What the verbs of the journal are called on the screens that show it: `name_verb("people.join", _("団体に入る"))`."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tomoni.base.catalogue import Catalogue


@dataclass(frozen=True)
class Verb:
    key: str
    title: str | Promise


verbs: Catalogue[Verb] = Catalogue("verb of the journal")


def name_verb(key: str, title: str | Promise) -> Verb:
    """Give a verb of the journal its words. A verb without words is shown by its key."""
    return verbs.add(key, Verb(key, title))


name_verb("people.charge", _("職の受け持ちを変えた"))
name_verb("people.take_up", _("職に就けた"))
name_verb("people.lay_down", _("職を離れた"))
name_verb("people.call_off", _("職に就く予定を取り消した"))
name_verb("people.enter_clerk", _("職員を入れた"))
name_verb("people.let_go", _("最後の勤務日を入れた"))
name_verb("people.call_back", _("最後の勤務日を取り消した"))
name_verb("people.hand_on", _("離れる人の仕事を引き継いだ"))
name_verb("people.forget_second_factor", _("認証アプリの設定を消した"))
name_verb("people.end_devices", _("サインインを終わらせた"))
name_verb("people.note_absence", _("不在を入れた"))
name_verb("people.call_off_absence", _("不在を取り消した"))
name_verb("people.enter_resident", _("住民を登録した"))
name_verb("people.keep_profile", _("住民の情報を直した"))
name_verb("people.enter_organisation", _("団体を登録した"))
name_verb("people.keep_organisation", _("団体の情報を直した"))
name_verb("people.join", _("団体に入れた"))
name_verb("people.leave", _("団体を抜けた"))
name_verb("people.consent", _("同意した"))
name_verb("people.withdraw_consent", _("同意を取り消した"))
name_verb("people.ask_for_data", _("自分の情報のファイルをたのんだ"))
name_verb("people.fetch_data", _("自分の情報のファイルを受け取った"))
name_verb("people.ask_about_sight", _("見た記録について聞いた"))
name_verb("people.answer_about_sight", _("見た記録について答えた"))
name_verb("people.ask_erasure", _("情報の消去を求めた"))
name_verb("people.erase", _("情報を消した"))
name_verb("people.invite", _("団体に招いた"))
name_verb("people.call_off_invitation", _("招待を取り消した"))
name_verb("people.hand_over_role", _("団体の役をゆずった"))
name_verb("people.link_identity", _("本人確認をつないだ"))
name_verb("people.prove", _("本人だと確かめた"))
name_verb("people.take_said", _("確かめた内容に合わせて、住民の情報を直した"))
name_verb("people.unlink_identity", _("本人確認のつながりを外した"))
name_verb("city.load", _("市のファイルを読み込んだ"))
name_verb("city.enter", _("市のファイルから入れた"))
name_verb("city.change", _("市のファイルから直した"))
name_verb("city.retire", _("市のファイルから外した"))
