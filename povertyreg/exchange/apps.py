"""Workbooks in and out as an app: it keeps what was imported."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "povertyreg.exchange"
