from django.urls import path

from . import demo, opendata, proof, screens
from .accessibility import screens as accessibility

urlpatterns = [
    path("", screens.home, name="home"),
    path("search/", screens.find, name="search"),
    path("town/", screens.town, name="town"),
    path("site/", screens.site, name="site"),
    path("planned/<slug:key>/", screens.planned, name="planned"),
    path("my/", screens.my_page, name="my"),
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
