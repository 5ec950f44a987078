"""The accounts of the demonstration, and the other village secretaries whose acts are on record."""

from datetime import date
from typing import Final, NamedTuple

from django.conf import settings
from django.contrib.auth.hashers import make_password

from povertyreg.demo.divisions import COUNTY, XINGXIU, YUNFENG, ZONGSHU
from villages.models import Jurisdiction, User
from villages.roles import Role

_SINCE: Final = date(2013, 1, 1)
_BAINA: Final = "520521223"


class Account(NamedTuple):
    """Who signs in, and what the person answers for."""

    username: str
    name_zh: str
    name_en: str
    role: Role
    area_code: str


ACCOUNTS: Final = (
    Account("clerk", "杨敏", "Yang Min", Role.CLERK, XINGXIU),
    Account("clerk2", "陆秋", "Lu Qiu", Role.CLERK, _BAINA),
    Account("secretary", "王兴才", "Wang Xingcai", Role.SECRETARY, YUNFENG),
    Account("secretary2", "罗开明", "Luo Kaiming", Role.SECRETARY, ZONGSHU),
    Account("leader", "周涛", "Zhou Tao", Role.LEADER, XINGXIU),
    Account("county", "顾明", "Gu Ming", Role.COUNTY, COUNTY),
    Account("county2", "宋洁", "Song Jie", Role.COUNTY, COUNTY),
    Account("cadre", "韦国平", "Wei Guoping", Role.CADRE, XINGXIU),
    Account("auditor", "何静", "He Jing", Role.AUDITOR, COUNTY),
    Account("admin", "邓宇", "Deng Yu", Role.ADMIN, COUNTY),
)

# They approved the lists of their villages in 2015; nobody can sign in as one of them.
_OTHER_SECRETARIES: Final = tuple(
    Account(f"secretary{n}", zh, en, Role.SECRETARY, f"{XINGXIU}{village}")
    for n, (zh, en, village) in enumerate(
        (
            ("吴永祥", "Wu Yongxiang", "203"),
            ("赵永贵", "Zhao Yonggui", "205"),
            ("彭家荣", "Peng Jiarong", "206"),
            ("马学忠", "Ma Xuezhong", "207"),
            ("安昌明", "An Changming", "208"),
            ("熊正英", "Xiong Zhengying", "209"),
            ("陈廷贵", "Chen Tinggui", "210"),
            ("龙世海", "Long Shihai", "211"),
        ),
        start=3,
    )
)


def write_accounts() -> None:
    """Everybody with the password of the settings; the other secretaries without any."""
    _write(ACCOUNTS, settings.DEMO_PASSWORD)
    _write(_OTHER_SECRETARIES, None)


def _write(accounts: tuple[Account, ...], password: str | None) -> None:
    users = User.objects.bulk_create(
        User(
            username=account.username,
            name_zh=account.name_zh,
            name_en=account.name_en,
            password=make_password(password),
        )
        for account in accounts
    )
    Jurisdiction.objects.bulk_create(
        Jurisdiction(user=user, role=account.role, area_code=account.area_code, starts_on=_SINCE)
        for user, account in zip(users, accounts, strict=True)
    )


class Officers:
    """The people who act in a round, by the part they play."""

    def __init__(self) -> None:
        others = ("clerk2", "county2")  # they have no part in the rounds
        held = Jurisdiction.objects.exclude(user__username__in=others).select_related("user")
        self._by_role = {(j.role, j.area_code): j.user for j in held}
        self.clerk = self._by_role[Role.CLERK, XINGXIU]
        self.leader = self._by_role[Role.LEADER, XINGXIU]
        self.county = self._by_role[Role.COUNTY, COUNTY]

    def secretary(self, village: str) -> User:
        return self._by_role[Role.SECRETARY, village]
