from django.urls import path

from . import demo, opendata, organisations, proof, screens
from .accessibility import screens as accessibility

urlpatterns = [
    path("", screens.home, name="home"),
    path("search/", screens.find, name="search"),
    path("town/", screens.town, name="town"),
    path("site/", screens.site, name="site"),
    path("planned/<slug:key>/", screens.planned, name="planned"),
    path("my/", screens.my_page, name="my"),
    path("my/organisations/", organisations.organisations, name="my-organisations"),
    path("my/organisations/<int:pk>/", organisations.organisation, name="my-organisation"),
    path("my/organisations/<int:pk>/members/<int:number>/leave/", organisations.leave, name="my-organisation-leave"),
    path(
        "my/organisations/<int:pk>/members/<int:number>/hand-over/",
        organisations.hand_over_role,
        name="my-organisation-hand-over",
    ),
    path(
        "my/organisations/<int:pk>/invitations/<int:number>/call-off/",
        organisations.call_off_invitation,
        name="my-invitation-call-off",
    ),
    path("my/invitations/<slug:token>/", organisations.invitation, name="my-invitation"),
    path("opendata/", opendata.catalogue, name="opendata"),
    path("accessibility/", accessibility.statement, name="accessibility"),
    path("proof/", proof.proof, name="proof"),
    path("accounts/demo/mail/", demo.mails, name="demo-mails"),
    path("accounts/demo/mail/<int:key>/", demo.mail, name="demo-mail"),
]
unspoken = [
    path("opendata/catalog.jsonld", opendata.catalogue_jsonld, name="opendata-jsonld"),
    path("accessibility/result.csv", accessibility.table, name="accessibility-csv"),
    path("proof.json", proof.proof_json, name="proof-json"),
    path("proof/seals.json", proof.seals, name="proof-seals"),
    path("proof/check_proof.py", proof.checker, name="proof-checker"),
]
