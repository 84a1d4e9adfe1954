from django.apps import AppConfig


class Post(AppConfig):
    name = "tomoni.common.post"
