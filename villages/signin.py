"""Signing in by user name; accounts are made by the administrator, never by visitors."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody can open an account for himself."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False
