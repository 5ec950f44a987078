"""What the bundled font can draw, and what it says of the rest."""

import pytest

from povertyreg.documents.glyphs import Missing, lacking, missing_in, with_geta

RARE = "䶮㛃𬭎〓"
NEVER = "\U000323af"  # of CJK extension H


@pytest.mark.parametrize("character", RARE)
def test_the_rare_characters_of_names_can_be_drawn(character):
    assert lacking(character) == ""


def test_each_missing_character_is_named_once_with_its_text():
    texts = ["王大明", f"李{NEVER}{NEVER}", f"李{NEVER}{NEVER}"]

    assert missing_in(texts) == [Missing(NEVER, f"李{NEVER}{NEVER}")]


def test_a_line_break_is_not_a_missing_character():
    assert lacking("one\ntwo\t") == ""


def test_a_gap_is_marked_for_the_pen():
    assert with_geta(f"李{NEVER}") == "李〓"
    assert with_geta("李四") == "李四"
