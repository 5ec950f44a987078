"""What a county sets for imports: above how many rows a second person confirms."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from povertyreg.audit import trail
from povertyreg.exchange.models import ImportSetting
from villages.models import County, User

SET = "households.set_imports"


def threshold_of(county_code: str) -> int | None:
    """Rows; None where one person is enough for any number."""
    setting = ImportSetting.objects.filter(county_code=county_code).first()
    return setting.second_person_above if setting else None


@transaction.atomic
def set_threshold(county_code: str, rows: int | None, *, by: User) -> None:
    """Raises PermissionDenied."""
    county = County.objects.get(pk=county_code)
    if not by.has_perm(SET, county):
        raise PermissionDenied
    ImportSetting.objects.update_or_create(
        county_code=county_code, defaults={"second_person_above": rows}
    )
    trail.record(by, "set_imports", county, area=county_code, second_person_above=rows)
