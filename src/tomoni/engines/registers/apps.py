from django.apps import AppConfig


class Registers(AppConfig):
    name = "tomoni.engines.registers"
