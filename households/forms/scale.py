"""The scale of an area and its parts, as a table of numbers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from households.reach import Amount, Division, Reach

MOST = 1_000_000


class ScaleForm(forms.Form):
    """Two numbers for each place; empty ones take its scale away. `seen`: what was read."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, division: Division, with_whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.division, self.with_whole = division, with_whole
        self.initial["seen"] = division.state
        for reach in self._reaches():
            self._add(reach)

    def _reaches(self) -> list[Reach]:
        return [self.division.whole, *self.division.parts][not self.with_whole :]

    def _add(self, reach: Reach) -> None:
        labels = {"households": _("%(place)s: households"), "people": _("%(place)s: people")}
        for name, label in labels.items():
            key = f"{name}-{reach.place.pk}"
            self.fields[key] = forms.IntegerField(
                label=label % {"place": reach.place.name},
                min_value=0,
                max_value=MOST,
                required=False,
                widget=forms.TextInput({"inputmode": "numeric", "class": "inp num"}),
            )
            self.initial[key] = getattr(reach.amount, name, None)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for reach in self._reaches():
            people, households = (f"{name}-{reach.place.pk}" for name in ("people", "households"))
            if cleaned.get(people) is not None and cleaned.get(households) is None:
                self.add_error(households, _("Give the households that these people live in."))
        return cleaned

    @property
    def wanted(self) -> dict[str, Amount | None]:
        """The numbers by the code of their place."""
        return {reach.place.pk: self._amount(reach.place.pk) for reach in self._reaches()}

    def _amount(self, code: str) -> Amount | None:
        households = self.cleaned_data[f"households-{code}"]
        return (
            None if households is None else Amount(households, self.cleaned_data[f"people-{code}"])
        )

    def whole(self) -> tuple[Reach, Any, Any]:
        """The first line, with its fields where they may be changed."""
        return self._row(self.division.whole)

    def rows(self) -> list[tuple[Reach, Any, Any]]:
        return [self._row(part) for part in self.division.parts]

    def _row(self, reach: Reach) -> tuple[Reach, Any, Any]:
        names = [f"{name}-{reach.place.pk}" for name in ("households", "people")]
        households, people = (self[n] if n in self.fields else None for n in names)
        return reach, households, people
