"""What Django says of a mistake is said in our Chinese, after a new Django too."""

import pytest
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, override

from povertyreg import borrowed

CHINESE = "zh-hans"


def refused(clean, value):
    with override(CHINESE):
        with pytest.raises(ValidationError) as refusal:
            clean(value)
        return "".join(refusal.value.messages)


def latin(text):
    return [letter for letter in text if letter.isascii() and letter.isalpha()]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (forms.CharField(), "", "请填写此项。"),
        (forms.CharField(max_length=2), "云峰村", "最多 2 个字，现有 3 个。请缩短。"),
        (forms.DateField(), "soon", "请填写日期，例如 2015-06-03。"),
        (forms.IntegerField(), "many", "请填写整数。"),
        (forms.IntegerField(max_value=12), "13", "不能大于 12。请改正。"),
        (forms.IntegerField(min_value=0), "-1", "不能小于 0。请改正。"),
        (forms.DecimalField(), "much", "请填写数字。"),
        (forms.DecimalField(decimal_places=2), "1.234", "小数最多 2 位。请改正。"),
        (forms.DecimalField(max_digits=3), "1234", "数字最多 3 位。请改正。"),
        (forms.ChoiceField(choices=[("1", "一")]), "2", "没有“2”这一选项。请从列表中选择。"),
    ],
)
def test_a_wrong_value_is_refused_with_its_remedy(field, value, said):
    assert refused(field.clean, value) == said


def test_a_missing_value_of_a_model_is_asked_for():
    assert refused(lambda value: models.CharField().clean(value, None), "") == "请填写此项。"


@pytest.mark.parametrize("password", ["short", "password1234"])
def test_a_weak_password_is_refused_in_chinese(password):
    said = refused(validate_password, password)

    assert said
    assert latin(said) == []


def test_every_borrowed_sentence_is_said_in_chinese():
    with override(CHINESE):
        assert [said for said in borrowed.SENTENCES if gettext(said) == said] == []
