"""Lists and labels are punctuated as the reader's language does it."""

import pytest
from django.utils.translation import override

from povertyreg.wording import about, enumerated, with_unit


@pytest.mark.parametrize(
    ("language", "written"), [("en", "Yunfeng, Zongshu"), ("zh-hans", "Yunfeng、Zongshu")]
)
def test_a_list_has_the_commas_of_the_language(language, written):
    with override(language):
        assert enumerated(["Yunfeng", "Zongshu"]) == written


def test_a_list_of_one_or_none_has_no_comma():
    assert enumerated(["Yunfeng"]) == "Yunfeng"
    assert enumerated([]) == ""


@pytest.mark.parametrize(
    ("language", "written"), [("en", "Row 3: empty"), ("zh-hans", "Row 3：empty")]
)
def test_a_label_has_the_colon_of_the_language(language, written):
    with override(language):
        assert about("Row 3", "empty") == written


def test_a_percent_sign_in_what_is_said_is_kept():
    assert about("%(says)s", "100 %") == "%(says)s: 100 %"


@pytest.mark.parametrize(
    ("language", "written"), [("en", "Poor (people)"), ("zh-hans", "Poor（people）")]
)
def test_a_unit_stands_in_the_brackets_of_the_language(language, written):
    with override(language):
        assert with_unit("Poor", "people") == written
