"""Moving the data to the major version of PostgreSQL that the program brings now."""

from pathlib import Path

from povertyreg.database.programs import DatabaseUnavailable, Programs, of_version
from povertyreg.database.server import NAME, Server, keep_names


def upgrade(server: Server) -> Path:
    """Move the data, and return the dump that was kept aside first."""
    if server.version in {None, server.programs.major}:
        raise DatabaseUnavailable(f"There is nothing to do: version {server.version or '-'}.")
    with server.locked():
        old = of_version(server.version or 0, server.account, server.home)
        dump = _dump_aside(server, old)
        draft = server.initialised(server.programs)
        _transfer(server, old, draft)
        server.data.rename(server.home / f"data.{old.major}")
        draft.rename(server.data)
        keep_names(server.home)
        server.start(server.programs)
        socket = ("-h", str(server.socket), "-U", "postgres")
        server.programs.run("vacuumdb", *socket, "--all", "--analyze-only", "--quiet")
    return dump


def _dump_aside(server: Server, old: Programs) -> Path:
    dump = server.home / f"before-upgrade-from-{old.major}.dump"
    dump.unlink(missing_ok=True)
    server.stop_now()
    server.start(old)
    old.dump(server.socket, NAME, dump)
    server.stop_now()
    return dump


def _transfer(server: Server, old: Programs, draft: Path) -> None:
    new = server.programs
    new.run(
        *("pg_upgrade", "-U", "postgres", "--socketdir", str(server.socket)),
        *("--old-bindir", str(old.folder), "--new-bindir", str(new.folder)),
        *("--old-datadir", str(server.data), "--new-datadir", str(draft)),
    )
