from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Public(AppConfig):
    name = "tomoni.web.public"

    def ready(self) -> None:
        from tomoni.base.design.frame import foot_link, language_bar_on, tab, tool
        from tomoni.base.opendata import dataset, json

        tab("procedures", _("手続き"), "procedures", "document", also=("/cases/",))
        tab("events", _("催し"), "events", "calendar")
        tab("voices", _("声"), "voices", "voice")
        tab("town", _("まち"), "town", "town")
        tab("plan", _("計画"), "plan", "chart")
        tool("my", _("マイページ"), "my", "person")
        foot_link("proxy", _("区長・家族・窓口に代わりに出してもらう"), "proxy", column="help")
        foot_link("safe-talk", _("暴力や差別の相談"), "safe-talk", column="help")
        foot_link("search", _("ことばでさがす"), "search", column="help")
        foot_link("site", _("このサイトについて"), "site", column="site")
        foot_link("accessibility", _("ウェブアクセシビリティ"), "accessibility", column="site")
        foot_link("opendata", _("オープンデータ"), "opendata", column="site")
        foot_link("proof", _("業務記録の証し"), "proof", column="site")
        foot_link("seen", _("あなたの情報をだれが見たか"), "my-seen", column="site")
        language_bar_on("home", "procedures", "procedure", "town", "plan", "groups", "search")
        dataset(
            "journal-proof",
            _("業務記録の証し"),
            says=_("記録をあとから書き換えられないようにする封の、いちばん新しい証しと、封の一覧。"),
            renewed=_("1分ごと"),
            forms=(json("proof-json"),),
        )
