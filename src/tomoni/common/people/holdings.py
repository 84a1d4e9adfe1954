"""What people themselves hold of a resident: who they are, their way in, memberships, consents, looks, questions."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.base.journal.api import Entry
from tomoni.base.references import pointing_at

from .erasure import forget
from .looks import as_told, looks_at
from .models import Account, Consent, DataFile, Invitation, Resident, Sight, SightQuestion
from .my_data import Fact, Fate, Keeper, Thing, facts_from, keeper, plain
from .settings import data_rules
from .verbs import verbs

PROFILE = (
    "name", "kana", "born_on", "postal_code", "town", "address", "building", "ward_name", "phone", "email", "language",
)  # fmt: skip


@keeper
class Me(Keeper):
    key, title, place = "people.resident", gettext_lazy("名前と連絡先"), 0
    models = ("people.resident",)

    def tells(self, resident: Resident) -> Iterable[Thing]:
        yield Thing(str(resident), facts_from(resident, *PROFILE, "entered_at"))

    def fates(self, resident: Resident, on: date) -> Iterable[Fate]:
        if resident.erased_on is None:
            yield Fate(_("名前、生年月日、住所、電話番号、メールアドレス"))

    def erase(self, resident: Resident, on: date, *, who: Model | None) -> None:
        if resident.erased_on is not None:
            return
        for name in PROFILE:
            if name != "language":
                setattr(resident, name, None if name == "born_on" else "")
        resident.erased_on = on
        resident.save()
        forget(resident, who=who)


@keeper
class WayIn(Keeper):
    key, title, place = "people.account", gettext_lazy("アカウント"), 5
    models = ("people.account", "people.device", "people.identity", "account.emailaddress", "mfa.authenticator")

    def tells(self, resident: Resident) -> Iterable[Thing]:
        account = resident.account
        if account is None:
            return
        yield Thing(account.email, facts_from(account, "email", "joined_at", "last_login"))
        for address in EmailAddress.objects.filter(user=account):
            checked = Fact("verified", _("確かめた"), address.verified)
            yield Thing(address.email, [Fact("email", _("メールアドレス"), address.email), checked])
        for one in Authenticator.objects.filter(user=account):
            made = Fact("created_at", _("作った日時"), plain(one.created_at))
            used = Fact("last_used_at", _("最後に使った日時"), plain(one.last_used_at))
            yield Thing(str(one.get_type_display()), [fact for fact in (made, used) if fact.value])
        for device in account.devices.all():
            yield Thing(str(device), facts_from(device, "browser", "system", "signed_in_at", "used_at"))
        for proven in account.identities.all():
            said = Fact("said", _("本人確認のサービスが伝えたこと"), _told(proven.said))
            yield Thing(str(proven), [*facts_from(proven, "issuer", "subject", "linked_at", "proven_at"), said])

    def fates(self, resident: Resident, on: date) -> Iterable[Fate]:
        account = resident.account
        if account is not None and account.is_staff:
            yield Fate(_("アカウント"), kept=True, because=_("職員として使っているため、職員である間は残ります。"))
        elif account is not None:
            yield Fate(_("アカウントとサインインの方法（これからはサインインできません）"))

    def erase(self, resident: Resident, on: date, *, who: Model | None) -> None:
        account = resident.account
        if account is None or account.is_staff:
            return
        for thing in (account, *account.identities.all()):
            forget(thing, who=who)
        end_sessions(account)
        Account.objects.get(pk=account.pk).delete()
        resident.account = None


def end_sessions(account: Account) -> None:
    """Sign an account out everywhere."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(account.pk):
            session.delete()


@keeper
class Agreed(Keeper):
    key, title, place = "people.consents", gettext_lazy("同意"), 10
    models = ("people.consent",)

    def tells(self, resident: Resident) -> Iterable[Thing]:
        names = ("purpose", "version", "text", "given_at", "given_how", "withdrawn_at", "withdrawn_how")
        return [Thing(one.text, facts_from(one, *names)) for one in resident.consents.all()]

    def fates(self, resident: Resident, on: date) -> Iterable[Fate]:
        yield Fate(_("同意の記録"), resident.consents.count())

    def erase(self, resident: Resident, on: date, *, who: Model | None) -> None:
        for one in Consent.objects.filter(resident=resident):
            forget(one, who=who)
            one.delete()


@keeper
class Belongs(Keeper):
    key, title, place = "people.memberships", gettext_lazy("団体"), 20
    models = ("people.membership", "people.invitation")

    def tells(self, resident: Resident) -> Iterable[Thing]:
        for one in resident.memberships.select_related("organisation"):
            yield Thing(str(one.organisation), facts_from(one, "organisation", "role", "since", "until"))
        for invited in Invitation.objects.filter(accepted_by=resident).select_related("organisation"):
            yield Thing(_("団体への招待"), facts_from(invited, "organisation", "email", "role", "invited_at"))

    def fates(self, resident: Resident, on: date) -> Iterable[Fate]:
        yield Fate(_("団体の構成員としての記録"), resident.memberships.count())
        yield Fate(_("団体への招待"), self._invitations(resident).count())

    def erase(self, resident: Resident, on: date, *, who: Model | None) -> None:
        for row in (*resident.memberships.all(), *self._invitations(resident)):
            forget(row, who=who)
            row.delete()

    def _invitations(self, resident: Resident) -> QuerySet[Invitation]:
        return Invitation.objects.filter(Q(accepted_by=resident) | Q(invited_by=resident))


@keeper
class Looks(Keeper):
    key, title, place = "people.sights", gettext_lazy("あなたの情報を見た記録"), 60
    models = ("people.sight",)

    def tells(self, resident: Resident) -> Iterable[Thing]:
        for look in as_told(list(looks_at(resident))):
            facts = [
                Fact("desk", _("だれが"), look.desk),
                Fact("clerk", _("職員"), look.clerk),
                Fact("what", _("何を"), look.what.words),
                Fact("why", _("なぜ"), look.why),
                Fact("times", _("回数"), look.times),
                Fact("first", _("はじめに見た日時"), plain(look.first)),
                Fact("last", _("最後に見た日時"), plain(look.last)),
            ]
            yield Thing(look.desk, [fact for fact in facts if fact.value])

    def fates(self, resident: Resident, on: date) -> Iterable[Fate]:
        looks, day = resident.sights.filter(seen_at__date__gt=last_day_of_looks(on)), None
        newest = looks.order_by("-seen_at").values_list("seen_at", flat=True).first()
        if newest:
            day = kept_through(timezone.localdate(newest))
        years = data_rules().sights_years
        because = _(
            "職員が正しく情報を扱ったかを後から調べられるように、見た日から%(years)d年残します。（同じ法律 第66条）"
        )
        unsure = "" if data_rules().confirmed else _("年数は、市が確かめているところです。")
        yield Fate(
            _("職員が見た記録（名前や住所は入っていません）"), looks.count(), kept=True, until=day,
            because=because % {"years": years} + unsure,
        )  # fmt: skip

    def erase(self, resident: Resident, on: date, *, who: Model | None) -> None:
        resident.sights.filter(seen_at__date__lte=last_day_of_looks(on)).delete()


def last_day_of_looks(on: date) -> date:
    """Looks of this day or before may go on a day."""
    return on - timedelta(days=366 * data_rules().sights_years)


def kept_through(seen_on: date) -> date:
    return seen_on + timedelta(days=366 * data_rules().sights_years) - timedelta(days=1)


@keeper
class Asked(Keeper):
    key, title, place = "people.requests", gettext_lazy("問い合わせと、わたしの情報のファイル"), 62
    models = ("people.sightquestion", "people.datafile", "people.erasure")

    def tells(self, resident: Resident) -> Iterable[Thing]:
        for one in resident.sight_questions.all():
            yield Thing(str(one), facts_from(one, "text", "asked_at", "answer", "answered_at"))
        for file in resident.data_files.all():
            yield Thing(_("わたしの情報のファイル"), facts_from(file, "state", "asked_at", "made_at", "fetched_at"))

    def fates(self, resident: Resident, on: date) -> Iterable[Fate]:
        yield Fate(_("見た記録への問い合わせ"), resident.sight_questions.count())
        yield Fate(_("わたしの情報のファイル"), resident.data_files.count())

    def erase(self, resident: Resident, on: date, *, who: Model | None) -> None:
        for file in DataFile.objects.filter(resident=resident):
            transaction.on_commit(partial(file.path.unlink, missing_ok=True))
            forget(file, who=who)
            file.delete()
        for one in SightQuestion.objects.filter(resident=resident):
            forget(one, who=who)
            one.delete()


@keeper
class Journal(Keeper):
    key, title, place = "journal", gettext_lazy("業務の記録"), 90
    models = ("journal.entry",)

    def tells(self, resident: Resident) -> Iterable[Thing]:
        for entry in Entry.objects.filter(self._about_or_by(resident)).select_related("detail").order_by("id"):
            title = verbs[entry.verb].title if entry.verb in verbs else entry.verb
            facts = [Fact("at", _("いつ"), plain(entry.at)), Fact("verb", _("何を"), str(title))]
            if entry.about == resident and not entry.is_erased:
                facts += [Fact("before", _("前"), _told(entry.before)), Fact("after", _("後"), _told(entry.after))]
            yield Thing(str(title), [fact for fact in facts if fact.value])

    def fates(self, resident: Resident, on: date) -> Iterable[Fate]:
        """What it remembers goes with the things it is about."""
        return ()

    def _about_or_by(self, resident: Resident) -> Q:
        mine = [resident, *([resident.account] if resident.account else [])]
        wanted = Q(pk__in=[])
        for one in mine:
            about = pointing_at(one)
            wanted |= Q(**about) | Q(who_type=about["about_type"], who_id=about["about_id"])
        return wanted


def _told(values: dict[str, object] | None) -> list[str]:
    return [f"{name}: {value}" for name, value in (values or {}).items() if value not in (None, "")]


def forget_old_looks(on: date) -> int:
    """Looks whose time is over, of everybody."""
    return Sight.objects.filter(seen_at__date__lte=last_day_of_looks(on)).delete()[0]
