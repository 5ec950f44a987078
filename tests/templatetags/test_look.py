"""Icons, cards, and figures as people write them."""

from decimal import Decimal

import pytest
from django.template import Context, Template

from povertyreg.templatetags import look


def render(source: str, **context) -> str:
    return Template("{% load look %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (1604, "1,604"), (-1377, "−1,377"), (None, "—"), (Decimal(1000000), "1,000,000")],
)
def test_a_number_has_its_thousands_apart(value, written):
    assert look.number(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (9475, "9,475.00"),
        (Decimal("2368.75"), "2,368.75"),
        (Decimal("-431.25"), "−431.25"),
        (0, "0.00"),
        (None, "—"),
    ],
)
def test_money_has_two_decimals(value, written):
    assert look.money(value) == written


def test_money_is_written_alike_in_both_languages(settings):
    from django.utils import translation

    with translation.override("zh-hans"):
        assert look.money(Decimal("12600.5")) == "12,600.50"


@pytest.mark.parametrize(
    ("value", "written"), [(28, "28.0\u00a0%"), (Decimal("16.95"), "17.0\u00a0%"), (None, "—")]
)
def test_a_percentage_keeps_one_decimal_and_its_sign_on_the_line(value, written):
    assert look.percent(value) == written


def test_a_half_is_rounded_as_people_round_it():
    # The reports print 0.25 as 0.3, not as a banker would.
    assert look.percent(Decimal("0.25")) == "0.3\u00a0%"
    assert look.money(Decimal("2.345")) == "2.35"


def test_land_carries_its_unit():
    assert look.mu(Decimal("4.2")) == "4.20 mu"
    assert look.mu(None) == "—"


@pytest.mark.parametrize(
    ("value", "written"), [(677, "+677"), (-1377, "−1,377"), (0, "0"), (None, "—")]
)
def test_a_change_shows_which_way_it_went(value, written):
    assert look.change(value) == written


def test_an_icon_without_a_label_is_hidden_from_readers():
    html = render('{% icon "home" %}')

    assert 'aria-hidden="true"' in html
    assert "icons.svg#home" in html
    assert 'width="18"' in html


def test_an_icon_with_a_label_is_read_aloud():
    html = render('{% icon "bell" 19 label %}', label='Jobs" onload="x')

    assert 'role="img"' in html
    assert 'aria-label="Jobs&quot; onload=&quot;x"' in html
    assert "aria-hidden" not in html


def test_a_label_with_braces_is_only_text():
    assert 'aria-label="{0} {x}"' in render('{% icon "bell" 19 label %}', label="{0} {x}")


def test_a_card_escapes_what_it_is_given_and_keeps_what_the_page_wrote():
    html = render(
        "{% card title note=note %}<p>{{ inside }}</p>{% endcard %}",
        title="<b>",
        note="<i>",
        inside="<u>",
    )

    assert "&lt;b&gt;" in html
    assert "&lt;i&gt;" in html
    assert "<p>&lt;u&gt;</p>" in html


def test_a_card_without_a_title_has_no_head():
    assert 'class="ch"' not in render("{% card %}text{% endcard %}")


@pytest.mark.parametrize(
    ("value", "written"),
    [("23320.00", "23,320"), ("4.70", "4.7"), ("0.00", "0"), ("-1200.50", "−1,200.5")],
)
def test_a_quantity_has_no_needless_zeros(value, written):
    assert look.quantity(Decimal(value)) == written


def test_a_quantity_that_nobody_gave_is_a_dash():
    assert look.quantity(None) == "—"
