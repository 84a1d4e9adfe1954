from django.apps import AppConfig


class Desk(AppConfig):
    name = "tomoni.web.desk"
