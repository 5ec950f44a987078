"""Who helps Xingxiu: units, 220 cadres with their households, resident teams."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Final

from assistance.models import Cadre, HelpingUnit, Pairing, WorkTeam
from households.choices import Category
from households.idnumbers import FEMALE, MALE
from households.models import Household
from povertyreg.demo import names
from povertyreg.demo.accounts import ACCOUNTS, Officers
from povertyreg.demo.divisions import CHONGSHAN, COUNTY, XINGXIU
from povertyreg.demo.tables import rows
from villages.models import User, Village

_COUNTY, _TOWNSHIP, _VILLAGE = "50", "60", "70"
_FROM: Final = date(2015, 3, 16)
_SHARES: Final = {_COUNTY: 0.3, _TOWNSHIP: 0.38}
_DEPUTY, _ORDINARY = "4", "5"
_POSTS: Final = {
    (_COUNTY, _DEPUTY): ("副局长",),
    (_COUNTY, _ORDINARY): ("股长", "科员", "科员"),
    (_TOWNSHIP, _DEPUTY): ("包村领导",),
    (_TOWNSHIP, _ORDINARY): ("站长", "干部", "干部", "干部"),
    (_VILLAGE, _ORDINARY): ("村委委员", "村民组长", "文书"),
}
_FEWEST: Final = 3
_MOST: Final = {_DEPUTY: 5, _ORDINARY: 4}
# Two villages that are not poor share a team: nine teams for ten villages.
_SHARED_TEAM: Final = ("520521225210", "520521225211")
_KNOWN_HOUSEHOLD: Final = f"{CHONGSHAN}0017"


def write_helpers(rng: Random) -> None:
    """Units first, then the cadres of each village with their pairings, then the teams."""
    _write_units(rng)
    leader = Officers().leader
    for row in rows("xingxiu_villages"):
        cadres = list(_cadres(rng, row))
        Cadre.objects.bulk_create(cadres)
        Pairing.objects.bulk_create(_pairings(rng, row["code"], cadres, leader))
    _give_phones()
    _write_teams()


def _write_units(rng: Random) -> None:
    units = [
        _unit(rng, n, XINGXIU, row["name_zh"], row["name_en"], row["affiliation"])
        for n, row in enumerate(rows("xingxiu_units"))
    ]
    for n, village in enumerate(Village.objects.in_area(XINGXIU), len(units)):
        name_zh, name_en = f"{village.name_zh}村民委员会", f"{village.name_en} Villagers' Committee"
        units.append(_unit(rng, n, village.code, name_zh, name_en, _VILLAGE))
    HelpingUnit.objects.bulk_create(units)


def _unit(
    rng: Random, order: int, area: str, name_zh: str, name_en: str, affiliation: str
) -> HelpingUnit:
    return HelpingUnit(
        county_code=COUNTY,
        area_code=area,
        name_zh=name_zh,
        name_en=name_en,
        affiliation=affiliation,
        leader=names.full_name(rng, names.surname(rng), MALE).zh,
        phone=f"0857-0000{300 + order}",
    )


def _cadres(rng: Random, row: dict[str, str]) -> Iterator[Cadre]:
    """Those of one village; the first is first secretary where the village is poor."""
    village, count = row["code"], int(row["cadres"])
    units = _units_for(village)
    affiliations = [kind for kind, share in _SHARES.items() for _ in range(round(count * share))]
    affiliations += [_VILLAGE] * (count - len(affiliations))
    for n, affiliation in enumerate(affiliations):
        unit = units[affiliation][n % len(units[affiliation])]
        leads = affiliation != _VILLAGE and affiliation not in affiliations[:n]
        cadre = _cadre(rng, unit, rank=_DEPUTY if leads else _ORDINARY)
        if n == 0 and row["poverty_class"] != "0":
            cadre.is_first_secretary, cadre.post, cadre.area_code = True, "第一书记", village
        yield cadre


def _units_for(village: str) -> dict[str, list[HelpingUnit]]:
    helping = {row["name_zh"] for row in rows("xingxiu_units") if row["village"] == village[9:]}
    units = HelpingUnit.objects.order_by("id")
    return {
        _COUNTY: list(units.filter(name_zh__in=helping)),
        _TOWNSHIP: list(units.filter(affiliation=_TOWNSHIP)),
        _VILLAGE: list(units.filter(area_code=village)),
    }


def _cadre(rng: Random, unit: HelpingUnit, *, rank: str) -> Cadre:
    sex = FEMALE if rng.random() < 0.3 else MALE
    name = names.full_name(rng, names.surname(rng), sex)
    return Cadre(
        county_code=COUNTY,
        area_code=unit.area_code,
        unit=unit,
        name=name.zh,
        pinyin=name.pinyin,
        rank=rank,
        affiliation=unit.affiliation,
        post=rng.choice(_POSTS[unit.affiliation, rank]),
    )


def _pairings(rng: Random, village: str, cadres: list[Cadre], leader: User) -> Iterator[Pairing]:
    households = list(
        Household.objects.having_year(2015, category__in=Category.PAIRED)
        .filter(village=village)
        .order_by("number")
    )
    rng.shuffle(households)
    if village == CHONGSHAN:
        _make_known(cadres[1], households)
    left = iter(households)
    for cadre, count in zip(cadres, shares(cadres, len(households)), strict=True):
        since = _FROM + timedelta(days=rng.randrange(16))
        for _ in range(count):
            yield _pairing(next(left), cadre, since, leader)


def _make_known(cadre: Cadre, households: list[Household]) -> None:
    """The account `cadre` is one of the county's helpers, with a household that everybody knows."""
    account = next(account for account in ACCOUNTS if account.username == "cadre")
    cadre.user = User.objects.get(username=account.username)
    cadre.name, cadre.pinyin, cadre.post = account.name_zh, account.name_en, "科员"
    Cadre.objects.bulk_update([cadre], ["user", "name", "pinyin", "post"])
    households.sort(key=lambda household: household.number != _KNOWN_HOUSEHOLD)
    first = _MOST[_DEPUTY]  # the households before are those of the first secretary
    households[0], households[first] = households[first], households[0]


def shares(cadres: list[Cadre], households: int) -> list[int]:
    """Three to five households each; those of higher rank take more."""
    counts = [_FEWEST] * len(cadres)
    left = households - sum(counts)
    for n in sorted(range(len(cadres)), key=lambda n: (cadres[n].rank, n)):
        more = min(left, _MOST[cadres[n].rank] - _FEWEST)
        counts[n], left = counts[n] + more, left - more
    return counts


def _pairing(household: Household, cadre: Cadre, since: date, leader: User) -> Pairing:
    return Pairing(
        county_code=COUNTY,
        village_id=household.village_id,
        household=household,
        cadre=cadre,
        starts_on=since,
        assigned_by=leader,
    )


def _give_phones() -> None:
    cadres = list(Cadre.objects.order_by("id"))
    for n, cadre in enumerate(cadres):
        cadre.phone = f"1390000{n:04d}"
    Cadre.objects.bulk_update(cadres, ["phone"])


def _write_teams() -> None:
    villages = list(Village.objects.in_area(XINGXIU))
    alone = [[village] for village in villages if village.code not in _SHARED_TEAM]
    for together in [*alone, [v for v in villages if v.code in _SHARED_TEAM]]:
        team = WorkTeam.objects.create(
            area_code=together[0].code if len(together) == 1 else XINGXIU,
            name_zh="、".join(village.name_zh for village in together) + "驻村工作组",
            name_en=" and ".join(village.name_en for village in together) + " resident team",
            starts_on=_FROM,
        )
        team.villages.set(together)
        team.members.set(_members(together[0]))


def _members(village: Village) -> list[Cadre]:
    """Two from the county, the first secretary among them, and one from the township."""
    helping = Cadre.objects.filter(pairings__village=village).distinct().order_by("id")
    county = list(helping.filter(affiliation=_COUNTY)[:2])
    return county + list(helping.filter(affiliation=_TOWNSHIP)[:1])
