from django.urls import path

from . import demo, opendata, screens

urlpatterns = [
    path("", screens.home, name="home"),
    path("search/", screens.find, name="search"),
    path("town/", screens.town, name="town"),
    path("site/", screens.site, name="site"),
    path("planned/<slug:key>/", screens.planned, name="planned"),
    path("my/", screens.my_page, name="my"),
    path("opendata/", opendata.catalogue, name="opendata"),
    path("accounts/demo/mail/", demo.mails, name="demo-mails"),
    path("accounts/demo/mail/<int:key>/", demo.mail, name="demo-mail"),
]
unspoken = [path("opendata/catalog.jsonld", opendata.catalogue_jsonld, name="opendata-jsonld")]
