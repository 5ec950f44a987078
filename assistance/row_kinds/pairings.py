"""Who helps whom, from a working list: a row is a household and the cadre who answers for it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assistance import pairing
from assistance.models import Cadre, Pairing
from assistance.row_kinds.cadres import levels
from assistance.row_kinds.listed import Listed
from assistance.row_kinds.people import narrowed, options_of, require_one, serving
from households.models import Household
from povertyreg.exchange.columns import Column, Kind
from povertyreg.exchange.rowkinds import KEPT, UNDONE, Cells, Found, RowKind
from povertyreg.exchange.rowsaid import Said, in_both
from povertyreg.privacy import mask_phone
from villages.gazetteer import Gazetteer

_OF_THE_CADRE: Final = ("affiliation", "post", "phone")
_REASON_LENGTH: Final = 200


class PairingKind(RowKind):
    """A household that nobody helps is paired; another cadre takes over from the one on file.

    Where the list names several cadres for a household, each of them helps it.
    """

    slug = "pairings"
    title = gettext_lazy("Pairings")
    permission = pairing.MANAGE
    model = Pairing
    columns = (
        Column("pairings.village", "村名", "Village", example="云峰村",
               synonyms=("行政村", "村", "村委会", "所在村")),
        Column("pairings.householder", "户主姓名", "Householder", longest=60,
               synonyms=("户主", "姓名", "贫困户姓名", "贫困户户主", "贫困户户主姓名")),
        Column("pairings.id_number", "户主证件号码", "Householder's ID number", Kind.ID,
               is_private=True, longest=22,
               synonyms=("身份证", "身份证号", "身份证号码", "证件号码", "公民身份号码",
                         "户主身份证号码", "户主身份证")),
        Column("pairings.number", "户编号", "Household number", longest=30,
               synonyms=("家庭编号", "户号", "贫困户编号")),
        Column("pairings.cadre", "帮扶人", "Cadre", is_required=True, longest=40, example="韦国平",
               synonyms=("帮扶责任人", "帮扶干部", "帮扶人姓名", "帮扶责任人姓名", "干部姓名",
                         "帮扶干部姓名")),
        Column("pairings.unit", "所属单位", "Helping unit", longest=80, example="县农牧局",
               synonyms=("帮扶单位", "工作单位", "单位", "单位名称", "帮扶人单位",
                         "帮扶责任人单位", "帮扶单位名称")),
        Column("pairings.post", "职务", "Post", longest=60,
               synonyms=("帮扶人职务", "帮扶责任人职务", "职位")),
        Column("pairings.phone", "帮扶人电话", "Cadre's phone", Kind.PHONE, is_private=True,
               longest=20, synonyms=("帮扶人联系电话", "帮扶责任人电话", "帮扶责任人联系电话",
                                     "帮扶干部电话", "帮扶电话")),
        Column("pairings.affiliation", "帮扶类型", "Level", Kind.CODE, codes=levels,
               options=lambda: options_of("affiliation"), synonyms=("帮扶人类型", "干部类型")),
        Column("pairings.on", "帮扶开始时间", "From", Kind.DAY, example="2015-03-01",
               synonyms=("结对时间", "结对日期", "帮扶起始时间", "开始时间", "帮扶时间")),
        Column("pairings.because", "调整原因", "Reason for the change", longest=_REASON_LENGTH,
               synonyms=("变更原因", "更换原因")),
    )  # fmt: skip

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.places = Gazetteer(self.by)
        self.listed = Listed(self.by)
        self.cadres: dict[str, list[Cadre]] = {}
        self.open: dict[int, list[Pairing]] = {}
        self.named: dict[int, list[int]] = {}

    def prepare(self, rows: Sequence[Cells]) -> None:
        """Households, cadres and pairings of all rows, in a few questions."""
        self.listed.look_up(
            [str(cells.get("pairings.number", "")) for cells in rows],
            [str(cells.get("pairings.id_number", "")) for cells in rows],
        )
        self.cadres, self.open, self.named = defaultdict(list), defaultdict(list), {}
        names = [str(cells.get("pairings.cadre", "")) for cells in rows]
        for cadre in serving(self.by, names):
            for name in {cadre.name, cadre.pinyin}:
                self.cadres[name].append(cadre)
        standing = (
            Pairing.objects.visible_to(self.by).open().filter(household__in=self.listed.households)
        )
        for one in standing.select_related("cadre__unit").order_by("pk"):
            self.open[one.household_id].append(one)
        for cells in rows:
            self._note(cells)

    def _note(self, cells: Cells) -> None:
        """Whom the list names for a household, in its order; wrong rows are told of later."""
        try:
            household, cadre = self._household(cells), self._cadre(cells)
        except (ValidationError, PermissionDenied):
            return
        named = self.named.setdefault(household.pk, [])
        if cadre.pk not in named:
            named.append(cadre.pk)

    def find(self, cells: Cells) -> Found:
        household, cadre = self._household(cells), self._cadre(cells)
        existing = self._replaced(household, cadre)
        wanted = {"pairings.cadre": label(cadre)}
        if "pairings.on" in cells:
            wanted["pairings.on"] = cells["pairings.on"]
        return Found(
            existing,
            wanted,
            key=household.number,
            name=household.householder.name if household.householder else "",
            village_code=household.village_id,
            household=household,
            identity=(household.pk, cadre.pk),
            notes=self._differences(cadre, cells),
            more=(cadre, cells.get("pairings.because", "")),
        )

    def _household(self, cells: Cells) -> Household:
        household = self.listed.household(
            str(cells.get("pairings.number", "")), str(cells.get("pairings.id_number", ""))
        )
        self.listed.require_householder(household, str(cells.get("pairings.householder", "")))
        self._require_village(household, str(cells.get("pairings.village", "")))
        return household

    def _require_village(self, household: Household, text: str) -> None:
        if not text:
            return
        try:
            village = self.places.village(text, township=household.village_id[:9])
        except ValidationError as unknown:
            raise ValidationError({"village": unknown}) from unknown
        if village != household.village_id:
            raise ValidationError(
                {"village": _("This household lies in another village. Check number and village.")}
            )

    def _cadre(self, cells: Cells) -> Cadre:
        name = str(cells.get("pairings.cadre", "")).strip()
        if not name:
            raise ValidationError({"cadre": _("The row names no cadre. Write who helps.")})
        namesakes = self.cadres.get(name, [])
        found = narrowed(namesakes, cells.get("pairings.unit", ""), cells.get("pairings.phone", ""))
        try:
            require_one(found, name)
        except ValidationError as several:
            raise ValidationError({"cadre": several.error_dict["name"]}) from several
        if not found:
            raise ValidationError({"cadre": ValidationError(
                _("%(name)s is at another helping unit in the register. Check the unit, or correct "
                  "the list of cadres.") % {"name": name}
                if namesakes else
                _("%(name)s is not on the list of cadres. Bring the list of cadres first.")
                % {"name": name},
                code="unknown_cadre",
            )})  # fmt: skip
        return found[0]

    def _replaced(self, household: Household, cadre: Cadre) -> Pairing | None:
        """The pairing that stands already, or the one that the first new cadre takes over."""
        standing = self.open.get(household.pk, [])
        known = {one.cadre_id: one for one in standing}
        if cadre.pk in known:
            return known[cadre.pk]
        named = self.named.get(household.pk, [])
        left = [one for one in standing if one.cadre_id not in named]
        first = next((pk for pk in named if pk not in known), cadre.pk)
        if not left or first != cadre.pk:
            return None
        if len(left) > 1:
            raise ValidationError({"cadre": ValidationError(
                _("Several cadres help this household. Say on its page which of them is replaced."),
                code="several_pairings",
            )})  # fmt: skip
        return left[0]

    def _differences(self, cadre: Cadre, cells: Cells) -> list[Said]:
        """What a pairing does not carry is told, and not taken."""
        given = {f"pairings.{fact}": fact for fact in _OF_THE_CADRE}
        return [
            Said(key, "cadre_differs", *in_both(lambda: _(
                "Not taken: the list of cadres says something else. It is corrected there."
            )))
            for key, fact in given.items()
            if key in cells and cells[key] != getattr(cadre, fact)
        ]  # fmt: skip

    def before(self, existing: Pairing) -> Cells:
        return {"pairings.cadre": label(existing.cadre)}

    def state(self, existing: Pairing) -> Cells:
        days = {"starts_on": existing.starts_on, "ends_on": existing.ends_on}
        return {"household": existing.household_id, "cadre": existing.cadre_id, **days}

    def again(self, pk: Any) -> Pairing | None:
        found = Pairing.objects.visible_to(self.by).select_related("cadre__unit", "household")
        return found.filter(pk=pk).first()

    def act(self, found: Found) -> Pairing:
        cadre, reason = found.more
        on = found.wanted.get("pairings.on")
        if not found.existing:
            return pairing.pair(found.household, cadre, by=self.by, on=on)
        because = reason or _("As in the list “%(file)s”.") % {"file": self.source}
        return pairing.change(
            found.existing, to=cadre, because=because[:_REASON_LENGTH], by=self.by, on=on
        )

    def undo(self, subject: Pairing, cells: Sequence[Sequence[Any]], *, is_new: bool) -> str:
        because = _("The import of “%(file)s” was taken back.") % {"file": self.source}
        if is_new:
            pairing.end(subject, because[:_REASON_LENGTH], by=self.by)
            return UNDONE
        former = self._former(subject, cells[0][2])
        if not former:
            return KEPT
        pairing.change(subject, to=former, because=because[:_REASON_LENGTH], by=self.by)
        return UNDONE

    def _former(self, subject: Pairing, named: str) -> Cadre | None:
        """Who helped the household until this pairing took over."""
        earlier = Pairing.objects.visible_to(self.by).filter(household=subject.household_id)
        ended = earlier.exclude(pk=subject.pk).exclude(ends_on=None).order_by("-ends_on", "-pk")
        cadres = [one.cadre for one in ended.select_related("cadre__unit")]
        return next((cadre for cadre in cadres if label(cadre) == named), None)


def label(cadre: Cadre) -> str:
    """Who it is, so that namesakes differ: name, unit, and the masked phone."""
    known_by = (cadre.name, cadre.unit.name_zh, mask_phone(cadre.phone))
    return " · ".join(filter(None, known_by))
