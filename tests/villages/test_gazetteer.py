"""Places by the names that people write, in lists of households and in small lists."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories import VillageFactory
from tests.households.importing.books import brought, member, own, template
from villages.gazetteer import Gazetteer

YUNFENG, BAINA = "520521225201", "520521223201"


@pytest.mark.parametrize(
    "written",
    ["云峰村", "云峰", " 云 峰 村 ", "云峰村村委会", "云峰村委会", "云峰居委会", "云峰居民委员会",
     "云峰社区", "Yunfeng", "yunfeng", YUNFENG],
)  # fmt: skip
def test_a_village_is_found_however_it_is_written(clerk, yunfeng, zongshu, written):
    assert Gazetteer(clerk).village(written) == YUNFENG

    import_ = brought(template([own(place__village=written)], [member()]), clerk)

    assert [entry.village_code for entry in import_.entries.all()] == [YUNFENG]


@pytest.mark.parametrize("written", ["星宿乡", "星宿", "星宿乡人民政府", "星宿镇", "520521225"])
def test_a_township_is_found_however_it_is_written(clerk, yunfeng, written):
    assert Gazetteer(clerk).township(written) == YUNFENG[:9]


def test_the_name_as_it_is_comes_before_the_name_without_its_kind(clerk, yunfeng):
    VillageFactory(code="520521225209", name_zh="云峰社区", name_en="Yunfeng Community")

    assert Gazetteer(clerk).village("云峰村") == YUNFENG
    assert Gazetteer(clerk).village("云峰社区") == "520521225209"
    with pytest.raises(ValidationError, match="several places"):
        Gazetteer(clerk).village("云峰")


def test_of_two_villages_of_one_name_the_township_tells_which(county_staff, yunfeng, baina):
    baina.name_zh = "云峰村"
    baina.save()
    township = baina.township.name_zh + "人民政府"
    there = own(place__village="云峰", place__township=township)

    told = brought(template([there], [member()]), county_staff, area="520521")
    open_ = brought(template([own()], [member()]), county_staff, area="520521")

    assert told.entries.get().village_code == BAINA
    assert open_.entries.get().fate == "held"


def test_an_area_may_be_of_any_kind(county_staff, yunfeng):
    find = Gazetteer(county_staff).area

    assert [find(name) for name in ("星宿", "云峰村")] == [YUNFENG[:9], YUNFENG]


def test_nothing_is_nowhere_and_what_is_not_ones_own_is_refused(clerk, yunfeng, baina):
    for unknown in ("", "村", "不知道村"):
        with pytest.raises(ValidationError, match="no place"):
            Gazetteer(clerk).village(unknown)
    with pytest.raises(PermissionDenied):
        Gazetteer(clerk).village(baina.name_zh)
