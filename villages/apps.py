"""The ground floor: where things are, and who answers for them."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VillagesConfig(AppConfig):
    name = "villages"
    verbose_name = _("villages and people")

    def ready(self) -> None:
        import_module("villages.row_kinds").offer()
