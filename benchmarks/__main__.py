"""The command ``python -m benchmarks``."""

from __future__ import annotations

import argparse
import gc
import sys
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.measuring import Benchmark, Row, Run
from benchmarks.subjects import BENCHMARKS
from benchmarks.tables import format_json, format_markdown, missed, read_json, worse

_ROUNDS = 7


def main(arguments: Sequence[str] | None = None) -> int:
    """Run benchmarks, print their table and the missed goals, and return the exit status: 1 if these are judged."""
    options = _parser().parse_args(arguments)
    known = {benchmark.name: benchmark for benchmark in BENCHMARKS}
    unknown = [name for name in options.names if name not in known]
    if unknown:
        _parser().error(f"unknown: {', '.join(unknown)}; there are {', '.join(known)}")
    before = _read(options.against)
    rows = run([known[name] for name in options.names or known], rounds=options.rounds, small=options.small)
    _write(options.markdown, format_markdown(rows))
    if options.json is not None:
        _write(options.json, format_json(rows))
    if before is not None:
        _list(f"Worse by more than a tenth than in {options.against}", worse(rows, before))
    return 1 if _list("Missed goals", missed(rows)) and options.check else 0


def _parser() -> argparse.ArgumentParser:
    summaries = "; ".join(f"{benchmark.name}: {benchmark.summary}" for benchmark in BENCHMARKS)
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Print the medians of ratios of processor time or of memory, each with its range and its goal.",
        epilog=summaries,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="run only these benchmarks")
    parser.add_argument("--rounds", type=_positive, default=_ROUNDS, help="default: %(default)s")
    parser.add_argument("--small", action="store_true", help="use small inputs, only to see that everything runs")
    parser.add_argument("--check", action="store_true", help="end with status 1 if a goal is missed by over a tenth")
    parser.add_argument("--markdown", metavar="FILE", default="-", help="write the table here (default: %(default)s)")
    parser.add_argument("--json", metavar="FILE", help="also write the table as JSON; '-' is the standard output")
    parser.add_argument(
        "--against", metavar="FILE", type=Path, help="list what is worse by a tenth than in this JSON, if it exists"
    )
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def run(benchmarks: Sequence[Benchmark], *, rounds: int, small: bool = False) -> list[Row]:
    """Return the rows of benchmarks, and print on the standard error which one is running."""
    rows = list[Row]()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the peers, which are not our code
        for benchmark in benchmarks:
            print(f"{benchmark.name}: {benchmark.summary} ...", file=sys.stderr, flush=True)
            gc.collect()
            gc.freeze()  # what is there before is not collected again with each measurement
            rows += benchmark.measure(Run(benchmark=benchmark.name, rounds=rounds, small=small))
    return rows


def _read(path: Path | None) -> list[Row] | None:
    """Return the rows of an earlier run; None without a file. It is read first, since ``--json`` may replace it."""
    return read_json(path.read_text(encoding="utf-8")) if path is not None and path.exists() else None


def _write(path: str, text: str) -> None:
    if path == "-":
        print(text)
    else:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")


def _list(title: str, lines: Iterable[str]) -> bool:
    """Print lines below a title, and return whether there are any."""
    listed = list(lines)
    print(f"{title}:", *(f"- {line}" for line in listed or ["none"]), sep="\n")
    return bool(listed)


if __name__ == "__main__":
    sys.exit(main())
