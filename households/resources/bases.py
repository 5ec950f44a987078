"""What the rows of several lists have: a village, a household."""

from typing import Final

from households.resources.fields import id_number, phone, whole
from povertyreg.exchange.resources import ListField, ListResource

OF_A_HOUSEHOLD: Final = (
    "number",
    "village_code",
    "township",
    "village",
    "group",
    "householder",
    "pinyin",
    "id_number",
    "phone",
)
"""With these columns the rows of a household's lists begin."""


class OfAVillage(ListResource):
    """Rows that lie in a village."""

    village_code = ListField("village_id", "村代码 Village code", width=15)
    township = ListField("village__township__name_{language}", "乡镇 Township", width=20)
    village = ListField("village__name_{language}", "村 Village", width=14)


class OfAHousehold(OfAVillage):
    """Rows that belong to a household."""

    number = ListField("household__number", "户编号 Household number", width=19)
    group = whole("household__group__number", "村民组 Group")
    householder = ListField("household__householder__name", "户主 Householder")
    pinyin = ListField("household__householder__pinyin", "户主拼音 Householder in pinyin", width=18)
    id_number = id_number(
        "household__householder__id_number", "户主证件号码 Householder's ID number"
    )
    phone = phone("household__phone", "联系电话 Phone")
