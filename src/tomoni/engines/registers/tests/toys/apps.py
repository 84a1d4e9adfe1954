from django.apps import AppConfig


class Toys(AppConfig):
    name = "tomoni.engines.registers.tests.toys"
