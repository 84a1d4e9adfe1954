from django.apps import AppConfig


class Files(AppConfig):
    name = "tomoni.common.files"
