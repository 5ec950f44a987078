"""The way of a case through its round: the one table of steps."""

from typing import Final, NamedTuple

from households.choices import Level, Stage


class Step(NamedTuple):
    """From which stages, to which stage, and the permission that it takes."""

    sources: frozenset[Stage]
    target: Stage
    permission: str

    @property
    def advances(self) -> bool:
        """Whether it brings a case on; the others send it back, or end it."""
        return self.target not in _TURNED and (
            self.target != Stage.SURVEYED or self.sources == {Stage.APPLIED}
        )


_TURNED = (Stage.REJECTED, Stage.WITHDRAWN)


def _step(sources: set[Stage], target: Stage, permission: str) -> Step:
    return Step(frozenset(sources), target, f"households.{permission}")


_APPRAISED = {Stage.NOMINATED, Stage.APPRAISED_AGAIN}
_IN_VILLAGE = {
    Stage.APPLIED,
    Stage.SURVEYED,
    *_APPRAISED,
    Stage.COMPARED,
    Stage.VILLAGE_PUBLICITY,
}
_IN_TOWNSHIP = {Stage.VILLAGE_PASSED, Stage.TOWNSHIP_ACCEPTED, Stage.TOWNSHIP_PUBLICITY}
_AT_COUNTY = {Stage.TOWNSHIP_ACCEPTED, Stage.TOWNSHIP_PASSED}
_POSTED = {Stage.VILLAGE_PUBLICITY, Stage.TOWNSHIP_PUBLICITY}
_BEFORE_CLASSIFIED = _IN_VILLAGE | _IN_TOWNSHIP | {Stage.TOWNSHIP_PASSED}

# fmt: off
STEPS: Final[dict[str, Step]] = {
    # name                       from                        to                        who may
    "survey":            _step({Stage.APPLIED},            Stage.SURVEYED,           "survey"),
    "nominate":          _step({Stage.SURVEYED},           Stage.NOMINATED,          "nominate"),
    "compare":           _step({Stage.NOMINATED},          Stage.COMPARED,           "compare"),
    "appraise_again":    _step({Stage.COMPARED},           Stage.APPRAISED_AGAIN,    "nominate"),
    "send_back":         _step(_APPRAISED,                 Stage.SURVEYED,           "publicise_in_village"),
    "post_in_village":   _step(_APPRAISED,                 Stage.VILLAGE_PUBLICITY,  "publicise_in_village"),
    "close_in_village":  _step({Stage.VILLAGE_PUBLICITY},  Stage.VILLAGE_PASSED,     "publicise_in_village"),
    "accept_in_township": _step({Stage.VILLAGE_PASSED},    Stage.TOWNSHIP_ACCEPTED,  "review_in_township"),
    "return_to_village": _step({Stage.VILLAGE_PASSED,
                                Stage.TOWNSHIP_ACCEPTED},  Stage.SURVEYED,           "review_in_township"),
    "post_in_township":  _step({Stage.VILLAGE_PASSED,
                                Stage.TOWNSHIP_ACCEPTED},  Stage.TOWNSHIP_PUBLICITY, "publicise_in_township"),
    "close_in_township": _step({Stage.TOWNSHIP_PUBLICITY}, Stage.TOWNSHIP_PASSED,    "publicise_in_township"),
    "classify":          _step(_AT_COUNTY,                 Stage.CLASSIFIED,         "classify"),
    "return_from_county": _step(_AT_COUNTY,                Stage.SURVEYED,           "reject_in_county"),
    "announce":          _step({Stage.CLASSIFIED},         Stage.ANNOUNCED,          "announce"),
    "reject_in_village": _step(_IN_VILLAGE,                Stage.REJECTED,           "reject_in_village"),
    "reject_in_township": _step(_IN_TOWNSHIP,              Stage.REJECTED,           "reject_in_township"),
    "reject_in_county":  _step({*_AT_COUNTY,
                                Stage.CLASSIFIED},         Stage.REJECTED,           "reject_in_county"),
    "withdraw":          _step(_BEFORE_CLASSIFIED,         Stage.WITHDRAWN,          "withdraw"),
    "uphold_against":    _step(_POSTED,                    Stage.REJECTED,           "decide_objection"),
    "uphold_correction": _step(_POSTED,                    Stage.SURVEYED,           "decide_objection"),
    "uphold_omission":   _step({Stage.REJECTED},           Stage.SURVEYED,           "decide_objection"),
}
# fmt: on

# A case begins by applying: there is no stage before it.
APPLY_PERMISSION: Final = "households.apply"

NOMINATING: Final = ("nominate", "appraise_again")
"""The steps that bring a household onto a list: who took them does not decide on objections."""

SEALED: Final = frozenset(
    {
        Stage.VILLAGE_PUBLICITY,
        Stage.VILLAGE_PASSED,
        Stage.TOWNSHIP_ACCEPTED,
        Stage.TOWNSHIP_PUBLICITY,
        Stage.TOWNSHIP_PASSED,
        Stage.CLASSIFIED,
    }
)
"""Stages at which the file stands as it was posted: clerks no longer edit it."""

LISTED: Final = SEALED | {
    Stage.NOMINATED,
    Stage.COMPARED,
    Stage.APPRAISED_AGAIN,
    Stage.ANNOUNCED,
}
"""Stages at which a household counts against the scale: a meeting has carried it."""

HANGING: Final = {
    Level.VILLAGE: Stage.VILLAGE_PUBLICITY,
    Level.TOWNSHIP: Stage.TOWNSHIP_PUBLICITY,
}
"""Where the households of a list stand while it hangs."""
