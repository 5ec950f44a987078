"""No act and no fact of the trail is shown by the name that the code gives it."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from povertyreg.audit.words import DETAILS, UNSPOKEN, WORDS, details, word

APPS = ("assistance", "households", "villages", "povertyreg")
BY_NAME = {"area", "reason"}
"""What an entry has columns for."""


def calls():
    """Every call by which an act is noted, in the whole source."""
    for app in APPS:
        for path in sorted((Path(settings.BASE_DIR) / app).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in {
                    "trail.record",
                    "once",
                }:
                    yield node


def acts(call):
    place = 0 if ast.unparse(call.func) == "once" else 1
    return [n.value for n in ast.walk(call.args[place]) if isinstance(n, ast.Constant)]


def test_every_act_that_is_noted_has_a_word():
    noted = {act for call in calls() for act in acts(call) if isinstance(act, str)}

    assert len(noted) > 15
    assert noted - set(WORDS) == set()


def test_every_fact_that_is_noted_has_a_word():
    noted = {key.arg for call in calls() for key in call.keywords if key.arg}

    assert noted - BY_NAME - UNSPOKEN - set(DETAILS) == set()


def test_facts_are_told_in_words():
    said = {"households": 40, "decision": "upheld", "choices": {"village": "Yunfeng", "state": "0"}}

    assert (
        details(said)
        == "number of households: 40 · decision: upheld · narrowed by: village: Yunfeng, state: 0"
    )


def test_facts_are_told_in_chinese():
    with override("zh-hans"):
        assert details({"households": 40, "decision": "dismissed"}) == "户数：40 · 裁定：异议不成立"


def test_facts_stand_in_one_order_and_the_key_of_a_request_is_left_out():
    said = {"stayed": 1, "moved": 39, "listed": 40, "request_id": "81a4c729"}

    assert details(said) == "listed: 40 · moved on: 39 · stayed behind: 1"


@pytest.mark.parametrize("nothing", [None, "", {}])
def test_facts_that_are_empty_are_left_out(nothing):
    assert details({"notice": nothing, "rows": 0}) == "lines: 0"


def test_what_a_later_version_wrote_is_shown_by_its_name():
    assert word("fly") == "fly"
    assert details({"height": 3}) == "height: 3"
