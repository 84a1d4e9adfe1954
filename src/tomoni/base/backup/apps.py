from django.apps import AppConfig


class Backup(AppConfig):
    name = "tomoni.base.backup"
