"""How a round of each kind tells what it has brought."""

import pytest

from households import results
from households.choices import RoundKind


@pytest.mark.parametrize("kind", RoundKind)
def test_every_kind_says_its_result_in_its_own_word(kind):
    others = {results.told(other, 3) for other in RoundKind if other != kind}

    assert results.told(kind, 3) not in others
