"""The procedure in the database: what no step, no form and no statement of SQL gets round."""

from typing import Final

import pgtrigger

from households.steps import HANGING
from households.ways import MOVES

# Constants of the program are all that is written into these statements.
_MOVES: Final = ",".join(":".join(move) for move in MOVES)
_LEVELS: Final = " ".join(f"WHEN '{stage}' THEN '{level}'" for level, stage in HANGING.items())
_STAGE_WRITTEN: Final = pgtrigger.UpdateOf("stage")  # type: ignore[no-untyped-call]
_STAGE_CHANGED: Final = pgtrigger.Q(old__stage__df=pgtrigger.F("new__stage"))

only_steps_of_the_table = pgtrigger.Trigger(
    name="only_steps_of_the_table",
    when=pgtrigger.Before,
    operation=_STAGE_WRITTEN,
    condition=_STAGE_CHANGED,
    declare=[("_variant", "text")],
    func=f"""
        SELECT variant INTO _variant FROM households_round
            WHERE county_code = NEW.county_code AND id = NEW.round_id;
        IF NOT concat_ws(':', _variant, OLD.stage, NEW.stage) = ANY('{{{_MOVES}}}'::text[]) THEN
            RAISE EXCEPTION 'Invalid transition from % to % in a round of %',
                OLD.stage, NEW.stage, _variant;
        END IF;
        RETURN NEW;
    """,  # noqa: S608  # nosec B608
)
"""A case moves as the table of steps and the variant of its round say."""

not_before_the_last_day = pgtrigger.Trigger(
    name="not_before_the_last_day",
    when=pgtrigger.Before,
    operation=_STAGE_WRITTEN,
    condition=_STAGE_CHANGED
    & pgtrigger.Q(old__stage__in=[str(stage) for stage in HANGING.values()])
    & pgtrigger.Q(new__stage__in=["village_passed", "township_passed"]),
    declare=[("_until", "date")],
    func=f"""
        SELECT notice.ends_on INTO _until
            FROM households_noticeentry entry
            JOIN households_notice notice
                ON notice.county_code = entry.county_code AND notice.id = entry.notice_id
            WHERE entry.county_code = NEW.county_code AND entry.case_id = NEW.id
                AND notice.level = CASE OLD.stage {_LEVELS} END
            ORDER BY notice.id DESC LIMIT 1;
        IF _until IS NULL OR registry_today() < _until THEN
            RAISE EXCEPTION 'The notice of this household hangs until %', _until;
        END IF;
        IF EXISTS (
            SELECT FROM households_objection objection
            WHERE objection.county_code = NEW.county_code AND objection.case_id = NEW.id
                AND objection.decision = ''
        ) THEN
            RAISE EXCEPTION 'An objection against this household is not decided';
        END IF;
        RETURN NEW;
    """,  # noqa: S608  # nosec B608
)
"""A posted household goes on from the last day of its notice, by the clock of the database, and
with no objection open."""

posted_today_for_all_its_days = pgtrigger.Trigger(
    name="posted_today_for_all_its_days",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("_days", "integer")],
    func="""
        SELECT publicity_days INTO _days FROM households_round
            WHERE county_code = NEW.county_code AND id = NEW.round_id;
        IF NEW.starts_on < registry_today() THEN
            RAISE EXCEPTION 'A notice is not dated back: it would hang from %', NEW.starts_on;
        END IF;
        IF NEW.days < _days THEN
            RAISE EXCEPTION 'A notice of this round hangs for % days', _days;
        END IF;
        RETURN NEW;
    """,
)
"""A notice is not dated back, and hangs for as many days as its round says."""
