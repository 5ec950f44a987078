"""python -m bench: runs each piece of work by itself, and tells how the goals stand."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from bench import server, tables
from bench.goals import CASES, SMALL, growth, lines

ROOT: Final = Path(__file__).resolve().parent.parent
SIZES: Final = (2_000, 10_000, 100_000)
LARGEST: Final = 300_000
NAIVE_MOST: Final = 2_000
NAIVE_LIST_MOST: Final = 100_000
_ON_FILES: Final = ("export", "naive_export")
_WITHOUT_DATABASE: Final = ("workbook",)

Run = tuple[str, int]


def main(words: Sequence[str]) -> int:
    asked = _arguments(words)
    if asked.list:
        for case in CASES.values():
            print(
                f"{case.number:>3}  {case.what} against {case.against}: {case.goal(case.require)}"
            )
        return 0
    if asked.run:
        return _run_here(*asked.run)
    results = _run_all(_plan(asked))
    found = list(lines(results))
    for line in found:
        print(json.dumps(line.as_json(), ensure_ascii=False), flush=True)
    slopes = growth(results)
    print(json.dumps({"growth": slopes}, ensure_ascii=False), flush=True)
    if not asked.json:
        print(f"\n{tables.goals(found)}\n\n{tables.growth(slopes)}")
    return 0 if found else 1


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench", description=__doc__)
    add = parser.add_argument
    add("goal", nargs="*", type=int, help=f"of {', '.join(map(str, CASES))}; all without any")
    add("--sizes", nargs="+", type=int, default=list(SIZES), help="rows of the workbooks and lists")
    add("--largest", type=int, default=LARGEST, help="rows of the memory goals 5 and 6; 0: none")
    add("--naive-most", type=int, default=NAIVE_MOST, help="rows the comparator may import")
    add("--list", action="store_true", help="say what the goals are")
    add("--json", action="store_true", help="no table, only the JSON lines")
    add("--run", nargs=2, metavar=("NAME", "ROWS"), help=argparse.SUPPRESS)
    asked = parser.parse_args(words)
    if unknown := set(asked.goal) - set(CASES):
        parser.error(f"There is no goal {sorted(unknown)}: choose of {list(CASES)}.")
    if odd := [size for size in asked.sizes if size > SMALL and size % SMALL]:
        parser.error(f"Above {SMALL:,}, sizes are whole multiples of it, unlike {odd}.")
    return asked


def _plan(asked: argparse.Namespace) -> list[Run]:
    """What is to be run, each once, small ones first."""
    wanted = {number: CASES[number] for number in asked.goal or CASES}
    found: set[Run] = set()
    for number, case in wanted.items():
        sizes = {5: [SMALL, asked.largest], 6: [asked.largest]}.get(number, asked.sizes)
        if 0 not in sizes:
            found |= {(run, min(rows, _most(run, asked))) for run in case.runs for rows in sizes}
    return sorted(found, key=lambda one: (one[1], one[0]))


def _most(run: str, asked: argparse.Namespace) -> int:
    """How far a comparator is driven itself; beyond that it is extrapolated."""
    most: dict[str, int] = {"naive_import": asked.naive_most, "naive_export": NAIVE_LIST_MOST}
    return most.get(run, sys.maxsize)


def _run_all(plan: Sequence[Run]) -> dict[Run, dict[str, Any]]:
    results = {}
    with ExitStack() as kept:
        folder = Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="povertyreg-bench-")))
        base = kept.enter_context(server.new_database("base"))
        if _run(("lay", 0), base, folder) is None:
            return {}
        in_use = kept.enter_context(server.new_database("in_use", base))
        if _run(("settle", 0), in_use, folder) is None:
            return {}
        filled: dict[int, str] = {}
        for one in plan:
            run, rows = one
            if run in _ON_FILES:
                if rows not in filled:
                    filled[rows] = kept.enter_context(server.new_database(f"filled_{rows}", base))
                    _run(("fill", rows), filled[rows], folder)
                told = _run(one, filled[rows], folder)
            else:
                _run(("workbook", rows), base, folder)
                with server.new_database(run, in_use) as own:
                    told = _run(one, own, folder)
            if told is not None:
                results[one] = told
    return results


def _run(one: Run, name: str, folder: Path) -> dict[str, Any] | None:
    """In a program of its own; what it tells is printed at once. None if it failed."""
    run, rows = one
    surroundings = {
        **os.environ,
        "BENCH_FOLDER": str(folder),
        "DATABASE_URL": server.named(name),
        "DEMO": "on",
        "POVERTYREG_DATA": str(folder / "data"),
    }
    command = [sys.executable, "-m", "bench", "--run", run, str(rows)]
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        print(json.dumps({"run": run, "rows": rows, "failed": done.returncode}), flush=True)
        return None
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(json.dumps({"run": run, "rows": rows, **told}), flush=True)
    return told


def _run_here(name: str, rows: str) -> int:
    """The inner side of `_run`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "povertyreg.settings")
    import django  # noqa: PLC0415 - the program that starts the runs needs none of it

    django.setup()
    from bench.runs import RUNS  # noqa: PLC0415

    print(json.dumps(RUNS[name](int(rows))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
