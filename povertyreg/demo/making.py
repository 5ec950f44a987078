"""A whole household made up: family, home, causes and income, fitting its category and size."""

from random import Random
from typing import Final

from households.choices import Category
from povertyreg.demo import circumstances, incomes, traits
from povertyreg.demo.families import FRAIL, MOST, WORKING, FamilyMaker
from povertyreg.demo.files import File
from povertyreg.demo.people import IdNumbers, Person

_KINDS: Final = {
    Category.GENERAL_POOR: WORKING,
    Category.DIBAO_POOR: WORKING,
    Category.DIBAO: FRAIL,
    Category.FIVE_GUARANTEE: FRAIL,
}


def largest(category: str) -> int:
    """How many people a household of the category has at most."""
    return MOST[_KINDS[category]]


class FileMaker:
    """Makes one file after the other; the same seed makes the same files."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)  # noqa: S311  (people are invented, nothing is kept secret)
        self._families = FamilyMaker(self.rng, IdNumbers())
        self._made = 0

    def make(
        self, village: str, serial: int, category: str, size: int, *, exits: bool = False
    ) -> File:
        """With the incomes of all years; who asks gives the states and keeps the years it wants."""
        family = self.family(category, size)
        self._made += 1
        return File(
            village=village,
            serial=serial,
            category=category,
            family=family,
            home=circumstances.home(self.rng, size),
            causes=circumstances.causes(self.rng, family),
            budget=incomes.budget(self.rng),
            amounts=incomes.per_head(self.rng, category, exits=exits),
            phone=f"138{self._made:08d}",
        )

    def family(self, category: str, size: int) -> list[Person]:
        """A family as it would be found in this category."""
        family = self._families.make(_KINDS[category], size)
        if category == Category.DIBAO_POOR:
            traits.weaken(self.rng, family)
        return family
