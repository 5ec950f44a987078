"""The API: the router over each app's viewsets, the schema, and a page that explains it."""

from django.urls import URLPattern, URLResolver, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from households.api import CaseViewSet, HouseholdViewSet, NoticeViewSet
from povertyreg.reports.api import ReportViewSet
from povertyreg.schema import api_docs
from villages.api import VillageViewSet

router = SimpleRouter()
router.register("villages", VillageViewSet, "village")
router.register("households", HouseholdViewSet, "household")
router.register("cases", CaseViewSet, "case")
router.register("notices", NoticeViewSet, "notice")
router.register("reports", ReportViewSet, "report")

app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    *router.urls,
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", api_docs, name="docs"),
]
