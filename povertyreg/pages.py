"""What all pages share: a signed-in request, page or part, no caching of personal data."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from villages.models import User


class UserRequest(HttpRequest):
    """A request that the login middleware has let through."""

    user: "User"
    htmx: HtmxDetails


def render_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, part: str = ""
) -> HttpResponse:
    """The whole page, or for htmx only the `part` of it (a partial of the same template)."""
    wants_part = bool(part and request.headers.get("HX-Request"))
    response = render(request, f"{template}#{part}" if wants_part else template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


class PrivatePagesMiddleware:
    """Pages of a signed-in person are never stored by a browser or a proxy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, no_store=True, private=True)
        return response
