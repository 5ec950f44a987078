"""The start page: what waits for this officer today."""

from django.http import HttpResponse

from povertyreg import clock
from povertyreg.pages import UserRequest, render_page


def home(request: UserRequest) -> HttpResponse:
    return render_page(request, "home.html", {"today": clock.today()})
