from django.apps import AppConfig


class Approvals(AppConfig):
    name = "tomoni.common.approvals"
