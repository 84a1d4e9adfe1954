"""The duties that posts can be charged with.

An engine or a service declares the duties its screens ask for; which post is charged with which duty is data
(`duties` in cities/<city>/posts.csv). Asking for a duty that nobody declared is an error at start-up, so that a slip
of the pen never becomes a door that opens to nobody, or to everybody.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tomoni.base.catalogue import Catalogue


@dataclass(frozen=True)
class Duty:
    key: str
    title: str | Promise  # what the person may do, as a noun: 「団体登録の審査」


duties: Catalogue[Duty] = Catalogue("duty")


def declare_duty(key: str, title: str | Promise) -> Duty:
    """Make a duty known, under a key such as `groups.examine`."""
    return duties.add(key, Duty(key, title))


def may_be_charged(key: str) -> bool:
    """Whether a post may be charged with this: a declared duty, or one of a service that is not installed here."""
    service = key.partition(".")[0]
    return key in duties or not any(known.partition(".")[0] == service for known in duties)


declare_duty("people.arrange", _("職員の配置"))
declare_duty("people.look_up", _("住民の情報の確認"))
declare_duty("people.answer_for_data", _("個人情報の問い合わせへの答え"))
declare_duty("people.erase", _("住民の情報の消去"))
declare_duty("journal.read", _("記録の閲覧"))
declare_duty("publishing.edit", _("自分の課の記事の編集"))
declare_duty("publishing.release", _("記事の公開"))
declare_duty("publishing.everywhere", _("市の全部の記事"))
