"""Which page is for whom: one table over every address of the site."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from povertyreg.papers.seals import seal
from tests.world import MAY_30, World, made_world

ROLES = ("clerk", "secretary", "leader", "county_staff", "cadre_user", "auditor", "admin")

# A page of a household of Yunfeng, asked by everybody who has to do with it. POST: it acts only.
# 302 led on, 404 not there or not in the area, 403 not the role, 409 posted, 422 refused.
TABLE = """
                                   of             clerk secretary leader county cadre auditor admin
    home                                          200 200 200 200 200 200 200
    healthz                                       200 200 200 200 200 200 200
    POST set_language                             302 302 302 302 302 302 302
    account_change_password                       200 200 200 200 200 200 200
    account_login                                 302 302 302 302 302 302 302
    account_logout                                200 200 200 200 200 200 200
    account_reauthenticate                        200 200 200 200 200 200 200
    villages:village-detail        village        200 200 200 200 404 200 403
    villages:village-list                         200 200 200 200 200 200 403
    POST households:draft-discard                 302 403 403 403 403 403 403
    households:draft-list                         200 403 403 403 403 403 403
    POST households:household-apply number         404 404 403 403 403 403 403
    POST households:household-confirm number      404 403 403 403 403 403 403
    POST households:household-reveal number       404 403 404 404 403 403 403
    households:paper-list          number         200 200 200 200 200 200 403
    households:paper-detail        number paper   200 200 200 200 200 200 403
    households:paper-thumbnail     number paper   200 200 200 200 200 200 403
    households:paper-withdraw      number paper   200 200 200 200 200 403 403
    households:import-list                        200 403 200 200 403 403 403
    households:import-settings                    403 403 403 200 403 403 403
    households:import-template                    200 403 200 200 403 403 403
    households:import-detail       brought        200 403 200 200 403 403 403
    households:import-rows         brought        200 403 200 200 403 403 403
    households:import-entry        brought position 200 403 200 200 403 403 403
    households:import-receipt      brought        200 403 200 200 403 403 403
    households:import-returned     brought        200 403 403 200 403 403 403
    households:import-comparison   brought        404 403 403 404 403 403 403
    households:import-comparison-workbook brought 404 403 403 404 403 403 403
    households:import-columns      brought        302 403 403 302 403 403 403
    households:import-undo         brought        200 403 403 200 403 403 403
    POST households:import-resolve brought position 422 403 403 422 403 403 403
    POST households:import-correct brought        422 403 403 422 403 403 403
    POST households:import-confirm brought        422 403 403 422 403 403 403
    POST households:import-drop    brought        422 403 403 422 403 403 403
    POST households:import-stop    brought        302 403 403 302 403 403 403
    POST households:import-resume  brought        302 403 403 302 403 403 403
    households:line-list                          200 200 200 200 200 200 403
    households:line-create                        403 403 403 200 403 403 403
    households:line-update         line           403 403 403 200 403 403 403
    households:year-list                          200 200 200 200 200 200 403
    POST households:year-begin                    403 403 403 404 403 403 403
    POST households:year-lock      year           403 403 403 404 403 403 403
    households:year-reopen         lock           403 403 403 200 403 403 403
    households:change-create       number         200 403 200 200 403 403 403
    households:change-list         number         200 200 200 200 200 200 403
    households:change-undo         number change  200 403 403 403 403 403 403
    POST households:household-check                200 403 403 403 403 403 403
    households:household-create                   200 403 403 403 403 403 403
    households:household-as-of     number         200 200 200 200 200 200 403
    households:household-detail    number         200 200 200 200 200 200 403
    POST households:finding-explain number        404 403 403 403 403 403 403
    households:household-findings  number         200 200 200 200 200 200 403
    households:household-history   number         200 200 200 200 200 200 403
    households:household-list                     200 200 200 200 200 200 403
    households:household-restore   number version 409 403 403 403 403 403 403
    POST households:household-search                302 302 302 302 302 302 403
    households:household-update    number         409 403 403 409 403 403 403
    POST households:id-check                      200 403 403 403 403 403 403
    households:rule-list                          200 200 200 200 200 200 403
    rounds:case-actions            case           200 200 200 200 200 200 403
    rounds:case-detail             case           302 302 302 302 302 302 403
    rounds:case-list                              200 200 200 200 200 200 403
    POST rounds:case-step          case withdraw      422 422 403 403 403 403 403
    rounds:exit-assessment         leaving        200 200 200 200 200 200 403
    POST rounds:exit-confirm       leaving        422 403 403 403 403 403 403
    rounds:exit-propose            exit_round     200 200 403 403 403 403 403
    rounds:lookback-suspect        round          404 404 403 403 403 403 403
    rounds:round-results           round          200 200 200 200 404 200 403
    rounds:exit-standard           standard       200 200 200 200 200 200 403
    rounds:exit-standard-create                   403 403 403 200 403 403 403
    rounds:exit-standard-list                     200 200 200 200 200 200 403
    POST rounds:call-cancel        call           403 302 403 403 403 403 403
    rounds:call-create                            403 200 403 403 403 403 403
    rounds:call-detail             call           200 200 200 200 404 200 403
    rounds:representative-choose                  200 200 200 200 200 200 403
    POST rounds:representative-end representative 302 302 403 403 403 403 403
    rounds:representative-list     village        200 200 200 200 404 200 403
    rounds:meeting-create                         403 200 403 403 403 403 403
    rounds:meeting-detail          meeting        200 200 200 200 404 200 403
    rounds:meeting-list                           200 200 200 200 200 200 403
    rounds:notice-approve          village round  403 200 403 403 404 403 404
    rounds:notice-compare          village round  403 403 403 200 404 403 404
    POST rounds:notice-close       notice         403 302 403 403 404 403 403
    rounds:notice-canonical        notice         200 200 200 200 404 200 403
    rounds:notice-correct          notice         403 200 403 403 404 403 403
    rounds:notice-announce  township round        403 403 403 200 404 403 404
    rounds:notice-county           village round  403 403 403 200 404 403 404
    rounds:notice-detail           notice         200 200 200 200 404 200 403
    rounds:notice-list                            200 200 200 200 200 200 403
    rounds:notice-poster           notice         200 200 200 200 404 200 403
    rounds:notice-poster-pdf       notice         200 200 200 200 404 200 403
    rounds:notice-township         village round  403 403 200 403 404 403 404
    rounds:objection-create                       200 200 200 200 404 403 403
    rounds:objection-detail        objection      200 200 200 200 200 200 403
    POST rounds:objection-case     objection      302 302 302 302 403 403 403
    POST rounds:objection-reply    objection      302 302 302 302 403 403 403
    POST rounds:objection-take     objection      403 302 302 302 403 403 403
    POST rounds:photo-add          meeting_of meeting 302 302 302 403 403 403 403
    rounds:photo-detail            photo          200 200 200 200 404 200 403
    rounds:photo-thumbnail         photo          200 200 200 200 404 200 403
    rounds:photo-withdraw          photo          200 200 200 403 403 403 403
    rounds:public-notice           token          200 200 200 200 200 200 200
    rounds:public-object           token          200 200 200 200 200 200 200
    rounds:objection-list                         200 200 200 200 200 200 403
    rounds:receipt-detail          receipt        200 200 200 200 404 200 403
    rounds:round-board             round          200 200 200 200 404 200 403
    POST rounds:round-calendar     round          403 403 403 422 403 403 403
    POST rounds:round-close        round          403 403 403 302 403 403 403
    rounds:round-create                           403 403 403 200 403 403 403
    rounds:round-detail            round          200 200 200 200 404 200 403
    rounds:round-scale             round          200 200 200 200 404 200 403
    rounds:round-workbook          round          200 403 200 200 403 403 403
    rounds:round-list                             200 200 200 200 200 200 403
    assistance:benefit-create      number         200 403 403 403 200 403 403
    assistance:benefit-find        project        200 403 403 403 200 403 403
    assistance:benefit-sign        benefit        200 403 403 403 200 403 403
    assistance:cadre-create                       200 403 200 200 403 403 403
    assistance:cadre-detail        cadre          200 200 200 200 404 200 403
    assistance:cadre-hand-over     cadre          200 403 200 200 403 403 403
    assistance:cadre-list                         200 200 200 200 200 200 403
    assistance:cadre-update        cadre          200 403 200 200 403 403 403
    assistance:household-help      number         200 200 200 200 200 200 403
    assistance:overview                           200 200 200 200 200 200 403
    assistance:pairing-change      pairing        200 403 200 200 403 403 403
    assistance:pairing-create      number         200 403 200 200 403 403 403
    assistance:pairing-end         pairing        200 403 200 200 403 403 403
    assistance:pairing-list                       200 200 200 200 200 200 403
    assistance:project-create                     200 403 200 200 403 403 403
    assistance:project-detail      project        200 200 200 200 200 200 403
    assistance:project-list                       200 200 200 200 200 200 403
    assistance:project-update      project        200 403 200 200 403 403 403
    assistance:team-list                          200 200 200 200 200 200 403
    assistance:unit-create                        200 403 200 200 403 403 403
    assistance:unit-list                          200 200 200 200 200 200 403
    assistance:unit-update         unit           200 403 200 200 403 403 403
    assistance:waiting-list                       200 200 200 200 200 200 403
    reports:figure-detail   reduction figure      200 200 200 200 403 200 403
    reports:list-detail                           200 403 200 200 403 403 403
    reports:request-list                          403 403 403 200 403 403 403
    reports:request-detail         wanted         403 404 403 200 404 200 404
    POST reports:request-approve   wanted         403 404 403 302 404 403 404
    POST reports:request-decline   wanted         403 404 403 422 404 403 404
    reports:report-detail          slug           200 200 200 200 403 200 403
    reports:report-list                           200 200 200 200 403 200 403
    papers:blank-form                             200 200 200 200 200 200 403
    papers:check-sheet      village round level   403 403 404 403 404 403 404
    papers:meeting-sheet    village round         200 200 200 200 404 200 403
    papers:minutes          meeting form          200 200 200 200 404 200 403
    papers:paper-check      number version seal   302 302 302 302 302 302 403
    papers:paper-detail     number printed        200 200 200 200 200 200 403
    papers:paper-pdf        number printed        200 200 200 200 200 200 403
    papers:village-print    village               200 200 200 200 403 403 403
    POST jobs:job-cancel           job            302 404 404 404 404 404 404
    jobs:job-detail                job            200 404 404 404 404 404 404
    jobs:job-download              job            404 404 404 404 404 404 404
    jobs:job-list                                 200 200 200 200 200 200 200
    audit:entry-list                              403 403 403 403 403 200 403
    api:case-detail                case           200 200 200 200 200 200 403
    api:case-list                                 200 200 200 200 200 200 403
    api:docs                                      200 200 200 200 200 200 200
    api:household-detail           number         200 200 200 200 200 200 403
    api:household-list                            200 200 200 200 200 200 403
    api:notice-detail              notice         200 200 200 200 404 200 403
    api:notice-list                               200 200 200 200 200 200 403
    api:report-detail              slug           200 200 200 200 403 200 403
    api:report-list                               200 200 200 200 403 200 403
    api:schema                                    200 200 200 200 200 200 200
    api:village-detail             village        200 200 200 200 404 200 403
    api:village-list                              200 200 200 200 200 200 403
"""


class Page(NamedTuple):
    """How a page is asked for, of what, and what each role is answered."""

    method: str
    keys: list[str]
    answers: dict[str, int]


def read_table() -> dict[str, Page]:
    found = {}
    for line in TABLE.strip().splitlines()[1:]:
        words = line.split()
        method = words.pop(0) if words[0] == "POST" else "GET"
        answers = dict(zip(ROLES, map(int, words[-len(ROLES) :]), strict=True))
        found[words[0]] = Page(method, words[1 : -len(ROLES)], answers)
    return found


PAGES = read_table()
PUBLIC = {"healthz", "set_language", "account_login", "account_logout"}
HANGING = {"rounds:public-notice", "rounds:public-object"}
"""What hangs on the board is read by everybody who holds its address, the names on it too."""


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """Every name of the site, with its namespace."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"
        else:
            yield from names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)


@pytest.fixture(autouse=True)
def _in_may(set_today) -> None:
    set_today(MAY_30)


@pytest.fixture
def world(yunfeng, zongshu, baina, clerk, secretary, cadre_user) -> World:
    return made_world(yunfeng, clerk=clerk, secretary=secretary, cadre_user=cadre_user)


def address(name: str, world: World) -> str:
    """The page, opened for the household of Yunfeng or for what belongs to it."""
    known: dict[str, Any] = {
        "village": world.household.village_id,
        "township": world.household.village_id[:9],
        "level": "township",
        "number": world.household.number,
        "slug": "incidence",
        "token": world.notice.token,
        "reduction": "reduction",
        "figure": "exited_households",
        "withdraw": "withdraw",
        "year": 2015,
        "position": 1,
        "unit": world.cadre.unit_id,
        "printed": "card",
        "form": "docx",
        "meeting_of": "meeting",
        "version": world.household.version,
        "seal": seal(world.household.number, world.household.version),
    }
    keys = [known[key] if key in known else getattr(world, key).pk for key in PAGES[name].keys]
    of_an_objection = f"?notice={world.notice.pk}&case={world.case.pk}"
    return reverse(name, args=keys) + (of_an_objection if name == "rounds:objection-create" else "")


def test_every_page_is_in_the_table():
    assert sorted(PAGES) == sorted(set(names(get_resolver())))


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_answered_as_the_table_says(client, request, world, role):
    client.raise_request_exception = False
    user, answered = request.getfixturevalue(role), {}
    for name, page in PAGES.items():
        client.force_login(user)
        asked = client.get if page.method == "GET" else client.post
        answer = asked(address(name, world))
        answered[name] = answer.status_code
        assert is_kept_by_nobody(answer) or name in PUBLIC, name
        assert has_a_strict_policy(answer), name

    assert answered == {name: page.answers[role] for name, page in PAGES.items()}


def is_kept_by_nobody(answer: HttpResponse) -> bool:
    return bool({"no-store", "no-cache"} & set(re.split(r",\s*", answer.get("Cache-Control", ""))))


def has_a_strict_policy(answer: HttpResponse) -> bool:
    policy = answer["Content-Security-Policy"]
    return "default-src 'none'" in policy and not re.search(r"unsafe|nonce|\*|http:", policy)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_comes_in_without_signing_in(client, world, method):
    for name in set(PAGES) - PUBLIC - HANGING:
        answer = getattr(client, method)(address(name, world))
        page = answer.content.decode()

        assert answer.status_code in {302, 401, 403, 405}, name
        assert answer.status_code != 302 or answer["Location"].startswith("/accounts/login/"), name
        assert not any(trace in page for trace in world.words), name


def test_the_public_pages_name_nobody(client, world):
    for name in PUBLIC - {"account_logout"}:
        page = client.get(address(name, world)).content.decode()

        assert not any(trace in page for trace in world.words), name


def test_a_form_of_another_site_is_refused(world, clerk):
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)
    for name in PAGES:
        if not name.startswith("api:"):
            answer = client.post(address(name, world), {"x": "1"})

            assert answer.status_code in {403, 405}, name
    assert settings.CSRF_COOKIE_SAMESITE == "Lax"
