from django.urls import path, re_path

from . import desk, screens, striking

urlpatterns = [
    path("town/groups/", screens.groups, name="groups"),
    path("town/groups/on/", screens.groups_on_a_day, name="groups-on-a-day"),
    path("town/groups/<int:pk>/", screens.group, name="group"),
    path("town/groups/<int:pk>/edit/", screens.edit_page, name="group-edit"),
    re_path(r"^town/groups/(?P<pk>\d+)/(?P<what>renewal|change|leaving)/$", screens.start, name="group-start"),
    path("my/groups/", screens.my_groups, name="my-groups"),
    path("desk/groups/running-out/", desk.groups_running_out, name="desk-groups-running-out"),
    path("desk/groups/<int:pk>/strike/", striking.strike, name="desk-group-strike"),
]
