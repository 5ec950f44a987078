"""What the components show, and the rules that every template keeps."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.template.loader import render_to_string

from households.choices import Stage
from households.codes import code_lists

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMPONENTS = sorted((ROOT / "templates" / "components").glob("*.html"))
ICONS = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static/icons.svg").read_text()))
MARKS = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static/marks.svg").read_text()))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def component(name: str, **context) -> str:
    return " ".join(render_to_string(f"components/{name}.html", context).split())


@pytest.mark.parametrize("path", COMPONENTS, ids=named)
def test_a_component_begins_with_its_context(path):
    assert path.read_text().startswith("{# Context: ")


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_carries_no_inline_style_script_or_handler(path):
    source = re.sub(r"{%.*?%}", "", path.read_text())  # what a tag is given is no attribute

    assert not re.search(r"\sstyle=", source)
    assert not re.search(r"\son[a-z]+=", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    assert "hx-on" not in source
    assert "js:" not in source


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_names_only_icons_that_are_drawn(path):
    assert set(re.findall(r'{% icon "([^"]+)"', path.read_text())) <= ICONS


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_stays_short(path):
    assert len(path.read_text().splitlines()) <= 120


def test_every_stage_category_and_state_has_its_mark():
    assert set(Stage.values) <= MARKS
    assert {f"category-{code}" for code in code_lists()["category"].codes} <= MARKS
    assert {f"state-{code}" for code in code_lists()["state"].codes} <= MARKS


@pytest.mark.parametrize(
    ("days", "tone", "words"),
    [
        (6, "n", "6 days left"),
        (3, "n", "3 days left"),
        (2, "a", "2 days left"),
        (1, "a", "1 day left"),
        (0, "a", "0 days left"),
        (-1, "e", "1 day overdue"),
        (-8, "e", "8 days overdue"),
    ],
)
def test_a_deadline_warns_two_days_before_and_is_red_after(days, tone, words):
    html = component("deadline", days=days)

    assert f'class="bdg {tone}"' in html
    assert words in html


def test_a_household_number_shows_village_and_serial_apart():
    html = component("household_number", number="5205212252050017", link="/x/")

    assert "<span>520521225205</span> <b>0017</b>" in html
    assert html.startswith('<a class="hn" href="/x/">')


def test_a_household_without_a_category_shows_a_dash():
    assert "—" in component("category", code="", label="")


def test_the_current_step_shows_the_share_of_its_days():
    steps = [
        SimpleNamespace(label="Applied", phase="done"),
        SimpleNamespace(label="Village notice", phase="cur", done=5, total=7),
        SimpleNamespace(label="Announced", phase=""),
    ]

    html = component("stepper", steps=steps)

    assert 'value="5" max="7"' in html
    assert html.count('aria-current="step"') == 1


def test_progress_over_a_thousand_stays_a_number_for_the_browser():
    html = component("progress", done=1138, total=1604, label="Rows")

    assert 'value="1138" max="1604"' in html
    assert "1,138 / 1,604" in html


def test_pips_fill_the_days_that_have_run():
    html = component("pips", done=5, total=7, label="day 5 of 7")

    assert html.count("<i") == 7
    assert html.count('class="on"') == 5


class Phone(forms.Form):
    phone = forms.RegexField(r"^\d{11}$", label="Phone", help_text="Eleven digits.")
    agreed = forms.BooleanField(label="Agreed", required=False)
    kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect, label="Kind")


def test_a_wrong_field_names_its_error_and_its_help_for_readers():
    form = Phone({"phone": "138"})
    form.is_valid()

    html = component("field", field=form["phone"])

    described = re.search(r'aria-describedby="([^"]+)"', html)
    assert described
    for name in described[1].split():
        assert f'id="{name}"' in html
    assert 'aria-invalid="true"' in html


def test_the_error_summary_links_each_error_to_its_field():
    form = Phone({"phone": "<script>"})
    form.is_valid()

    html = component("error_summary", form=form)

    assert 'href="#id_phone"' in html
    assert 'role="alert"' in html
    assert "<script>" not in html


def test_a_form_without_errors_has_no_summary():
    form = Phone({"phone": "13800000000", "kind": "a"})
    form.is_valid()

    assert component("error_summary", form=form) == ""


def test_a_message_is_escaped():
    assert "<b>x" not in component("callout", tone="e", text="<b>x</b>")
