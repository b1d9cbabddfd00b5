"""Measures loading and dumping one generated plan: ``python benchmarks/loading.py``.

Each round measures every case once, one case after the other. The results are medians of the ratios of processor time:
JSON as a multiple of ``json.loads``, YAML as a multiple of PyYAML's ``CSafeLoader``, both of the same text without
types and without places. Caches are warm, as for the second of two plans that repeat each other. Absolute times are
not meaningful.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import tempfile
import time
from collections.abc import Callable

import yaml

from empact import Session
from empact.testing.generated import write_portfolio


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of some work, in seconds, without that of collecting the garbage of other work."""
    gc.collect()
    begin = time.process_time()
    work()
    return time.process_time() - begin


def main() -> None:
    """Print the ratios."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--actions", type=int, default=250, help="number of actions of the plan")
    options.add_argument("--rounds", type=int, default=15)
    given = options.parse_args()
    session = Session()
    texts: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="empact-loading-") as folder:
        for format in ("json", "yaml"):
            (file,) = write_portfolio(folder, 1, given.actions, format=format)
            texts[format] = file.read_text(encoding="utf-8")
    plan = session.loads(texts["json"], format="json")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    parsers: dict[str, Callable[[], object]] = {
        "json.loads": lambda: json.loads(texts["json"]),
        "CSafeLoader": lambda: yaml.load(texts["yaml"], loader),  # noqa: S506 - it is a safe loader
    }
    cases: dict[str, tuple[str, Callable[[], object]]] = {
        "load JSON": ("json.loads", lambda: session.loads(texts["json"], format="json")),
        "dump JSON": ("json.loads", lambda: session.export(plan, "json")),
        "load YAML": ("CSafeLoader", lambda: session.loads(texts["yaml"], format="yaml")),
        "dump YAML": ("CSafeLoader", lambda: session.export(plan, "yaml")),
    }
    ratios = {name: list[float]() for name in cases}
    for _ in range(given.rounds):
        units = {name: seconds(parse) for name, parse in parsers.items()}
        for name, (parser, work) in cases.items():
            ratios[name].append(seconds(work) / units[parser])
    print(f"{given.actions} actions, {given.rounds} rounds; the median ratio of processor time, and the range")
    for name, (parser, _) in cases.items():
        found = ratios[name]
        print(f"{name:12}{statistics.median(found):6.2f}  ({min(found):.2f} to {max(found):.2f})  times {parser}")


if __name__ == "__main__":
    main()
