"""No English is left on a Chinese page: every page of every role, and every refusal of one."""

import re
from html.parser import HTMLParser
from typing import Final

import pytest

from tests.test_permissions import PAGES, ROLES, address
from tests.world import MAY_30, made_world

SPOKEN = {"alt", "aria-label", "data-label", "placeholder", "title"}
SENTENCE = re.compile(r"[A-Za-z]{2,} [A-Za-z]")  # what data-* hands to a script: words, or a name
SILENT = {"script", "style", "kbd", "code"}
WORDLESS = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source"}
FINGERPRINT = re.compile(r"\b(?:[0-9A-F]{4} ?){2,4}\b")
WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")

ALLOWED: Final = {
    *(
        "Excel",
        "Word",
        "JSON",
        "PDF",
        "KB",
        "MB",
        "CSV",
        "xls",
        "xlsx",
        "jpg",
    ),  # names, in any language
    "English",
}

BILINGUAL: Final = {
    "api:docs": "names addresses and fields, which are English",
    "reports:list-detail": "names the columns of the workbook as they are headed there",
    "reports:request-detail": "shows rows of the workbook as they are written there",
}


class Reader(HTMLParser):
    """What a person sees, hears or is told by a script on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silence: list[str] = []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if self._silence or tag in SILENT or found.get("lang") == "en":
            self._silence += [] if tag in WORDLESS else [tag]
            return
        for name, value in found.items():
            handed_over = name.startswith("data-") and name != "data-key"
            if value and (name in SPOKEN or (handed_over and SENTENCE.search(value))):
                self.said.append(value)

    def handle_endtag(self, tag):
        if self._silence and tag not in WORDLESS:
            self._silence.pop()

    def handle_data(self, data):
        if not self._silence:
            self.said.append(data)


def english(page):
    reader = Reader()
    reader.feed(page)
    return {
        " ".join(said.split())
        for said in reader.said
        if not said.startswith(("{", "[", "/", "#"))  # data and addresses for a script
        and any(word not in ALLOWED for word in WORD.findall(FINGERPRINT.sub("", said)))
    }


@pytest.fixture(autouse=True)
def _in_may(set_today) -> None:
    set_today(MAY_30)


@pytest.fixture
def world(yunfeng, zongshu, baina, clerk, secretary, cadre_user):
    return made_world(yunfeng, clerk=clerk, secretary=secretary, cadre_user=cadre_user)


@pytest.mark.parametrize("role", ROLES)
def test_no_english_is_left_for_a_role(client, request, world, role):
    client.raise_request_exception = False
    user, left = request.getfixturevalue(role), {}
    user.language = "zh-hans"
    user.save()
    client.force_login(user)
    for name, page in PAGES.items():
        if page.method == "GET" and name not in BILINGUAL:
            answer = client.get(address(name, world))
            if "html" in answer.get("Content-Type", "") and not answer.streaming:
                left[name] = english(answer.content.decode())

    assert {name: said for name, said in left.items() if said} == {}


def test_no_english_is_left_for_a_stranger(client, world):
    answer = client.get("/accounts/login/", headers={"Accept-Language": "zh-CN,zh;q=0.9"})

    assert english(answer.content.decode()) == set()


def test_english_is_found_where_it_stands():
    page = '<p>云峰村 <b title="Left out">3</b> households</p><p lang="en">kept</p><kbd>Tab</kbd>'

    assert english(page) == {"Left out", "households"}
