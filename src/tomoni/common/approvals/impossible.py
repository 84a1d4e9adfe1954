"""What cannot be done with a paper, and what to do instead. `str()` is a sentence for the clerk."""

from django.utils.translation import gettext as _


class NotPossible(Exception):
    """This cannot be done with this paper now."""

    about_reason = False  # whether writing a reason puts it right

    def __str__(self) -> str:
        return _("この文書では、いまそれはできません。")


class NotYourTurn(NotPossible):
    def __str__(self) -> str:
        return _("いまはあなたの番ではありません。文書を開き直して、だれの番かを確かめてください。")


class NotTheDrafter(NotPossible):
    def __str__(self) -> str:
        return _("これができるのは起案者だけです。")


class NotTheDecider(NotPossible):
    def __str__(self) -> str:
        return _("否決できるのは決裁者だけです。賛成できないときは差し戻してください。")


class DecidesAlone(NotPossible):
    def __str__(self) -> str:
        return _("自分で起案した文書を、自分で決裁することはできません。")


class ReasonMissing(NotPossible):
    about_reason = True

    def __str__(self) -> str:
        return _("理由を書いてください。")


class TooLate(NotPossible):
    def __str__(self) -> str:
        return _("もう次の人が印を押しました。引き戻すかわりに、差戻しを頼んでください。")


class NobodyAbsent(NotPossible):
    def __str__(self) -> str:
        return _("代決できるのは、決裁者が不在で、あなたが代わりをする人に決まっているときだけです。")


class Disagreed(NotPossible):
    def __str__(self) -> str:
        return _("合議に不同意があるので、代決はできません。決裁者の帰りを待ってください。")


class ChangedMeanwhile(NotPossible):
    def __str__(self) -> str:
        return _("あなたが読んでいるあいだに内容が変わりました。新しい版を読んでから決めてください。")


class NothingChanged(NotPossible):
    def __str__(self) -> str:
        return _("前の版と同じ内容です。変えてから出してください。")


class SealsDoNotCover(NotPossible):
    about_reason = True

    def __str__(self) -> str:
        return _(
            "前の版に押された印があります。もう一度確かめてもらうか、小さな変更として決裁する理由を書いてください。"
        )


class NoDecider(NotPossible):
    def __str__(self) -> str:
        return _("決裁する職がありません。決裁の順序の最後は、決裁者の職にしてください。")


class StillWithOthers(NotPossible):
    def __str__(self) -> str:
        return _("前の人がもう一度確かめているところです。印がそろうまでお待ちください。")


class NoRules(NotPossible):
    def __str__(self) -> str:
        return _("この市には、専決の表がまだありません。システムの担当に知らせてください。")


class NothingAbove(NotPossible):
    def __str__(self) -> str:
        return _("この文書には、これより上の決裁欄がありません。")


class ImportantNeedsUrgency(NotPossible):
    about_reason = True

    def __str__(self) -> str:
        return _("重要なこと、先例になることなどの印があるので、急ぐ理由がなければ代決はできません。")


class SomebodyIsThere(NotPossible):
    def __str__(self) -> str:
        return _("引上げができるのは、番が来ている下の職が不在か空席のときだけです。")


class AlreadyDone(NotPossible):
    def __str__(self) -> str:
        return _("それは、もう終わっています。開き直して確かめてください。")


class FirstDispatch(NotPossible):
    def __str__(self) -> str:
        return _("まだ施行していません。施行してから完結にしてください。")


class NotOfThisSection(NotPossible):
    def __str__(self) -> str:
        return _("これができるのは、その文書の主管の課の人だけです。")


class NotConfirmed(NotPossible):
    def __str__(self) -> str:
        return _("まだ確認していない文書があります。主管の課がすべて確認してから、決裁に回してください。")


class HeldBack(NotPossible):
    """Names the paper and what holds it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what

    def __str__(self) -> str:
        return _("止めの付いた文書があるので、廃棄できません：%(what)s") % {"what": self.what}
