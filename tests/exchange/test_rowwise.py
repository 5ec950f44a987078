"""Rows of small workbooks: rehearsed, written, taken back, whatever they are about."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from assistance.row_kinds import CadreKind, PairingKind, ProjectKind
from povertyreg.exchange.columns import Column, Kind
from povertyreg.exchange.models import Fate
from povertyreg.exchange.rowkinds import KINDS, TOUCHED, UNDONE, Found, RowKind, by_names
from povertyreg.exchange.rowsaid import attempt
from povertyreg.exchange.rowwise import version
from povertyreg.exchange.rowwriting import RowsHeld
from tests.exchange.rows import Trip
from villages.models import County
from villages.row_kinds import VillageKind

pytestmark = pytest.mark.django_db


class CountyKind(RowKind):
    """Counties by code; "X" is a name that the register refuses."""

    slug, title, permission, model = "counties", "Counties", "households.import_households", County
    columns = (
        Column("counties.code", "代码", "Code"),
        Column("counties.name_zh", "名称", "Name"),
        Column("counties.name_en", "拼音", "Pinyin"),
        Column("counties.phone", "电话", "Phone", Kind.PHONE, is_private=True),
        Column("counties.size", "面积", "Size", Kind.WHOLE),
    )

    def find(self, cells):
        code = cells.get("counties.code", "")
        if code == "999999":
            raise PermissionDenied
        facts = {key: value for key, value in cells.items() if key.startswith("counties.name")}
        existing = County.objects.filter(pk=code).first()
        return Found(existing, facts, key=code, name=facts.get("counties.name_zh", ""))

    def before(self, existing):
        return {"counties.name_zh": existing.name_zh, "counties.name_en": existing.name_en}

    def act(self, found):
        county = found.existing or County(pk=found.key)
        for key, value in found.wanted.items():
            setattr(county, key.removeprefix("counties."), value)
        county.save()
        if county.name_zh == "X":
            raise ValidationError(
                {"name_zh": _("Give a reason: it stays with the history of the household.")}
            )
        return county

    def undo(self, subject, cells, *, is_new):
        if subject.name_en == "kept":
            raise ValidationError("no")
        if is_new:
            return TOUCHED
        subject.name_zh = cells[0][2]
        subject.save()
        return UNDONE


def bring(by, *rows, **options):
    return Trip(CountyKind, by, *rows, **options)


def line(code="520521", name="大方县", **others):
    return {"代码": code, "名称": name, **others}


def test_rehearsing_writes_nothing_and_tells_every_fate(clerk):
    trip = bring(
        clerk, line(name="大方"), line("520522", "黔西"), line("520523", "X"), line("", ""),
        line("520524", "金沙", 面积="many"),
    )  # fmt: skip

    assert trip.fates == ["updated", "created", "held", "ignored", "held"]
    assert [entry.rows for entry in trip.entries][1] == [["名单", 5, "created"]]
    assert County.objects.get().name_zh == "大方县"


def test_writing_is_what_was_rehearsed(clerk):
    trip = bring(
        clerk, line(name="大方"), line("520522", "黔西"), line("520523", "X"), line("", "")
    )

    counts = trip.written()

    assert counts == {"updated": 1, "created": 1, "held": 1, "ignored": 1}
    assert sum(counts.values()) == 4
    assert [entry.is_written for entry in trip.entries] == [True, True, False, False]
    assert set(County.objects.values_list("pk", "name_zh")) == {
        ("520521", "大方"), ("520522", "黔西"),
    }  # fmt: skip


def test_a_refusal_is_said_in_both_languages_and_the_own_language_stays(clerk):
    with translation.override("zh-hans"):
        said = bring(clerk, line(name="X")).problems()[0]
        assert translation.get_language() == "zh-hans"

    assert (said["sheet"], said["row"], said["column"], said["place"]) == ("名单", 4, "名称", 1)
    assert said["en"] == "Give a reason: it stays with the history of the household."
    assert said["value"] == "X"
    assert said["zh"] != said["en"]


def test_who_is_asked_again_for_the_words_writes_nothing_by_it(yunfeng):
    """Refused the first time, allowed when asked again in the other language."""
    asked = []

    def moody():
        asked.append(translation.get_language())
        if len(asked) == 1:
            raise ValidationError("Not now.")
        return County.objects.create(pk=f"52060{len(asked)}", name_zh="X", name_en="X")

    made, said = attempt(moody)

    assert made is None
    assert [(one.zh, one.en) for one in said] == [("Not now.", "Not now.")]
    assert asked == ["en", "zh-hans", "en"]
    assert County.objects.count() == 1


def test_all_or_none_writes_none_when_a_row_is_held(clerk):
    trip = bring(clerk, line(name="大方"), line("520523", "X"))

    with pytest.raises(RowsHeld) as held:
        trip.written(all_or_none=True)

    trip.reload()
    assert held.value.count == 1
    assert County.objects.get().name_zh == "大方县"
    assert not any(entry.is_written for entry in trip.entries)


def test_all_or_none_writes_all_when_none_is_held(clerk):
    assert bring(clerk, line(name="大方")).written(all_or_none=True) == {"updated": 1}


def test_all_or_none_writes_none_when_a_row_went_stale(clerk):
    trip = bring(clerk, line(name="大方"), line("520522", "黔西"))
    County.objects.filter(pk="520521").update(name_en="Changed")

    with pytest.raises(RowsHeld):
        trip.written(all_or_none=True)

    assert not County.objects.filter(pk="520522").exists()


def test_a_stale_row_is_held_and_the_row_beside_it_goes(clerk):
    trip = bring(clerk, line(name="大方"), line("520522", "黔西"))
    County.objects.filter(pk="520521").update(name_en="Changed")

    assert trip.written() == {"held": 1, "created": 1}
    assert trip.problems()[0]["code"] == "stale"
    assert trip.entries[0].rows == [["名单", 4, "held"]]
    assert County.objects.get(pk="520521").name_zh == "大方县"


def test_a_repair_is_listed_and_holds_nothing(clerk):
    trip = bring(clerk, line(name=" 大方 "))

    assert trip.fates == ["updated"]
    assert [(note["code"], note["column"], note["value"]) for note in trip.notes()] == [
        ("blanks", "名称", "大方")
    ]


def test_a_private_number_is_masked_where_it_is_quoted(clerk):
    trip = bring(clerk, line(name="大方", 电话=" 13800001234 "))

    assert trip.notes()[0]["value"] == "138****1234"


def test_another_area_outweighs_everything_else_said_of_the_row(clerk):
    trip = bring(clerk, line("999999", "X", 面积="many"))

    assert trip.said() == [(4, "", "This row is of another area.")]
    assert trip.entries[0].key == ""


def test_the_second_row_about_the_same_is_held(clerk):
    trip = bring(clerk, line(name="大方"), line(name="大方"))

    assert trip.fates == ["updated", "held"]
    assert trip.problems(1)[0]["en"].startswith("The same stands in row 4")


def test_without_the_right_nothing_is_even_read(auditor):
    with pytest.raises(PermissionDenied):
        bring(auditor, line())


def test_taking_back_says_of_each_row_what_became_of_it(clerk):
    County.objects.create(pk="520525", name_zh="旧", name_en="kept")
    trip = bring(
        clerk,
        line(name="大方"),
        line("520522", "黔西"),
        line("520525", "新"),
        line("520526", "纳雍"),
    )
    trip.written()
    County.objects.filter(pk="520526").delete()

    trip.undone()

    assert [entry.undoing for entry in trip.entries] == ["undone", "touched", "kept", "touched"]
    assert County.objects.get(pk="520521").name_zh == "大方县"
    assert County.objects.get(pk="520525").name_zh == "新"


def test_the_version_changes_with_the_row_and_says_nothing_about_it():
    one, other = version({"phone": "13800001234"}), version({"phone": "13800001235"})

    assert one != other
    assert one == version({"phone": "13800001234"})
    assert 0 < one < 2**31


@pytest.mark.parametrize("kind", [VillageKind, CadreKind, PairingKind, ProjectKind])
def test_no_heading_stands_for_two_columns(kind):
    labels = [label for column in kind.columns for label in dict.fromkeys(column.labels)]

    assert sorted(labels) == sorted(set(labels))
    assert all(column.zh and column.en for column in kind.columns)
    assert all(column.key.startswith(f"{kind.slug}.") for column in kind.columns)
    assert all(column.codes for column in kind.columns if column.kind is Kind.CODE)
    assert all(
        set(column.options()) <= set(column.codes()) for column in kind.columns if column.options
    )


def test_a_name_is_found_however_it_is_written():
    names = by_names([("1", "Ⅰ类"), ("5", "Unit's own  Funds"), ("6", "Ⅰ类"), ("7", "其\u200b他")])

    assert names["I类".casefold()] == "1"
    assert names["unitsownfunds"] == "5"
    assert names["其他"] == "7"


def test_the_fates_are_those_of_the_receipt(clerk):
    assert set(bring(clerk, line(name="大方")).counts) <= {fate.value for fate in Fate}
    assert json.loads(bring(clerk, line()).entries[0].cells) == []


def test_each_floor_offers_its_kinds():
    assert set(KINDS) == {"villages", "cadres", "pairings", "projects"}


@pytest.mark.parametrize(
    ("kind", "key", "value", "said"),
    [
        (CadreKind, "cadres.rank", "5", "Ordinary cadre"),
        (CadreKind, "cadres.phone", "13800001234", "138****1234"),
        (CadreKind, "cadres.unit_phone", "13800001234", "138****1234"),
        (CadreKind, "cadres.area_code", "520521225201", "Yunfeng"),
        (CadreKind, "cadres.is_first_secretary", False, "no"),
        (CadreKind, "cadres.post", None, ""),
        (ProjectKind, "projects.villages", ["520521225201", "520521225202"], "Yunfeng, Zongshu"),
        (ProjectKind, "projects.status", "ongoing", "under way"),
        (ProjectKind, "projects.objective", "800", "800"),
        (VillageKind, "villages.poverty_class", 1, "class one"),
        (PairingKind, "pairings.on", "2015-03-01", "2015-03-01"),
    ],
)
def test_a_stored_value_is_shown_in_words(kind, key, value, said, clerk, yunfeng, zongshu):
    assert kind(by=clerk, area="520521225", year=2015).said(key, value) == said
