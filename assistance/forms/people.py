"""An entry on the list of cadres or of helping units."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assistance.forms.fields import area_choices, formfield
from assistance.models import Cadre, HelpingUnit
from povertyreg.privacy import mask_phone
from villages.models import User

PHONE = r"^1\d{10}$|^0\d{2,3}-?\d{7,8}$"
PHONE_MESSAGE = _("A mobile number has 11 digits, an office number an area code. Check it.")


class OfAnArea(forms.ModelForm[Any]):
    """What belongs to an area that the officer answers for."""

    area_code = forms.ChoiceField(label=_("Area helped"))

    def __init__(self, *args: Any, user: User, area: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.area = user, area
        self.fields["area_code"].choices = area_choices(user, area)  # type: ignore[attr-defined]


class CadreForm(OfAnArea):
    phone = forms.RegexField(
        PHONE, label=_("Phone"), required=False, error_messages={"invalid": PHONE_MESSAGE}
    )

    class Meta:
        model = Cadre
        fields = [
            "name",
            "area_code",
            "unit",
            "affiliation",
            "rank",
            "post",
            "phone",
            "is_first_secretary",
        ]
        formfield_callback = formfield

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = HelpingUnit.objects.visible_to(self.user).helping_in(self.area)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.known_phone = self.instance.phone
        self.initial["phone"] = ""
        if self.known_phone:
            self.fields["phone"].help_text = _("Leave empty to keep %(phone)s.") % {
                "phone": mask_phone(self.known_phone)
            }

    def clean_phone(self) -> str:
        """The number is not shown: an empty field keeps it."""
        typed: str = self.cleaned_data["phone"]
        return typed or self.known_phone


class UnitForm(OfAnArea):
    class Meta:
        model = HelpingUnit
        fields = ["name_zh", "name_en", "area_code", "affiliation", "leader", "phone"]
        formfield_callback = formfield
