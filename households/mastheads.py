"""How a notice is called, and what it says: issuer, number on paper, title, first sentence."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from households.choices import Level, RoundKind
from households.models import Notice

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_ORDINARY_ENDINGS: Final = ("村", "社区", "乡", "镇", "县", "街道")
_TITLES: Final[dict[str, "StrOrPromise"]] = {
    RoundKind.IDENTIFICATION: gettext_lazy("%(year)d: households proposed as poor"),
    RoundKind.LOOK_BACK: gettext_lazy("%(year)d: households looked at again"),
    RoundKind.EXIT: gettext_lazy("%(year)d: households proposed for exit from poverty"),
    RoundKind.RETURN: gettext_lazy("%(year)d: households proposed as returned to poverty"),
    RoundKind.REMOVAL: gettext_lazy("%(year)d: households proposed for removal"),
}
_ANNOUNCED: Final[dict[str, "StrOrPromise"]] = {
    RoundKind.IDENTIFICATION: gettext_lazy("%(year)d: households identified as poor"),
    RoundKind.LOOK_BACK: gettext_lazy("%(year)d: result of the look-back"),
    RoundKind.EXIT: gettext_lazy("%(year)d: households that exited poverty"),
    RoundKind.RETURN: gettext_lazy("%(year)d: households returned to poverty"),
    RoundKind.REMOVAL: gettext_lazy("%(year)d: households removed"),
}
_PROPOSAL: Final[dict[str, "StrOrPromise"]] = {
    RoundKind.IDENTIFICATION: gettext_lazy(
        "These %(households)s households with %(people)s people are proposed as poor households."
    ),
    RoundKind.LOOK_BACK: gettext_lazy(
        "These %(households)s households with %(people)s people were looked at again; what is "
        "proposed for each stands in the list."
    ),
    RoundKind.EXIT: gettext_lazy(
        "These %(households)s households with %(people)s people are proposed for exit from poverty."
    ),
    RoundKind.RETURN: gettext_lazy(
        "These %(households)s households with %(people)s people are proposed as returned to "
        "poverty."
    ),
    RoundKind.REMOVAL: gettext_lazy(
        "These %(households)s households with %(people)s people are proposed for removal from the "
        "register."
    ),
}
_DECISION: Final[dict[str, "StrOrPromise"]] = {
    RoundKind.IDENTIFICATION: gettext_lazy(
        "The county registers these %(households)s households with %(people)s people as poor."
    ),
    RoundKind.LOOK_BACK: gettext_lazy(
        "The county has decided on these %(households)s households with %(people)s people as the "
        "list says."
    ),
    RoundKind.EXIT: gettext_lazy(
        "The county announces that these %(households)s households with %(people)s people have "
        "exited poverty."
    ),
    RoundKind.RETURN: gettext_lazy(
        "The county registers these %(households)s households with %(people)s people as returned "
        "to poverty."
    ),
    RoundKind.REMOVAL: gettext_lazy(
        "The county removes these %(households)s households with %(people)s people from the "
        "register."
    ),
}
_ORDER: Final[dict[str, "StrOrPromise"]] = {
    Level.VILLAGE: pgettext_lazy("poster", "First list (village)"),
    Level.TOWNSHIP: pgettext_lazy("poster", "Second list (township)"),
    Level.COUNTY: pgettext_lazy("poster", "Announcement (county)"),
}


def issuer(notice: Notice) -> str:
    """As it stands in red at the head. The notice comes with its village, township and county."""
    village = notice.village
    names = {
        "village": village.name,
        "township": village.township.name,
        "county": village.township.county.name,
    }
    if notice.level == Level.VILLAGE:
        return _("Villagers' Committee of %(village)s, %(township)s") % names
    if notice.level == Level.TOWNSHIP:
        return _("People's Government of %(township)s") % names
    return _("Poverty Alleviation Office of %(county)s") % names


def who_seals(notice: Notice) -> str:
    """Under the list, beside the seal: the short name of the issuer."""
    if notice.level == Level.VILLAGE:
        return _("Villagers' Committee of %(village)s") % {"village": notice.village.name}
    return issuer(notice)


def kind(notice: Notice) -> str:
    """公示 asks for objections, 公告 tells what was decided."""
    announced = notice.level == Level.COUNTY
    return pgettext("poster", "Announcement") if announced else pgettext("poster", "Public notice")


def number(notice: Notice) -> str:
    """Once a year and level in its village: 重公〔2015〕1 号; a township names the village too."""
    village, township = notice.village, notice.village.township
    place = {
        Level.VILLAGE: village,
        Level.TOWNSHIP: township,
        Level.COUNTY: township.county,
    }[Level(notice.level)]
    words = {
        "issuer": _short(place.name, 1),
        "village": _short(village.name, 4),
        "year": notice.round.year,
        "serial": notice.serial,
    }
    if notice.level == Level.VILLAGE:
        return _("%(issuer)s notice %(year)d no. %(serial)d") % words
    return _("%(issuer)s notice %(year)d, %(village)s no. %(serial)d") % words


def _short(name: str, characters: int) -> str:
    """A Chinese place by its first characters, without 村 or 乡; another script as it is."""
    if name.isascii():
        return name
    for ending in _ORDINARY_ENDINGS:
        name = name.removesuffix(ending) or name
    return name[:characters]


def title(notice: Notice) -> str:
    titles = _ANNOUNCED if notice.level == Level.COUNTY else _TITLES
    return str(titles[notice.round.kind]) % {"year": notice.round.year}


def order(notice: Notice) -> str:
    """Which of the lists of the round it is."""
    return str(_ORDER[notice.level])


def sentence(notice: Notice, *, households: int, people: int) -> str:
    """What is proposed or was decided, with the sums of the list."""
    sentences = _DECISION if notice.level == Level.COUNTY else _PROPOSAL
    return str(sentences[notice.round.kind]) % {"households": households, "people": people}
