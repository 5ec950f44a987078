"""Long work as an app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "povertyreg.jobs"
