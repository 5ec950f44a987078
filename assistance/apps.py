"""The second floor: who helps, with what."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssistanceConfig(AppConfig):
    name = "assistance"
    verbose_name = _("assistance")

    def ready(self) -> None:
        import_module("assistance.following").follow()
        import_module("assistance.row_kinds").offer()
