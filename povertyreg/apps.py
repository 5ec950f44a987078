"""The project itself as an app: its commands, templates tags and system checks."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "povertyreg"

    def ready(self) -> None:
        from povertyreg import checks  # noqa: F401, PLC0415  (registers the system checks)
