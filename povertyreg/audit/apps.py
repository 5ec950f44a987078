"""The audit trail as an app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "povertyreg.audit"
