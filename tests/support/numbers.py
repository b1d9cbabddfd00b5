"""Numbers about the structure of empact that may only fall, as ``tests/project/numbers.txt`` holds them.

Print them, beside those of the file; print what one of them counts; or write the file and ``import_exceptions.txt``
again, where something has fallen or is gone::

    python -m tests.support.numbers
    python -m tests.support.numbers "circles"
    python -m tests.support.numbers --write

A number that rises is changed by hand, and so is an import that breaks the order of the rooms: the commit says why.
``--write --rises`` writes these too, for a merge of changes that have each said why.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from tests.support.imports import circles, imports, modules
from tests.support.rooms import FOLDER, exceptions, non_public_names

NUMBERS = FOLDER / "numbers.txt"
EXCEPTIONS = FOLDER / "import_exceptions.txt"
COMMAND = "python -m tests.support.numbers"

_ROW = re.compile(r"(?P<name>[^#:\n]+): +(?P<number>[0-9]+)")


def _code_lines() -> list[str]:
    return [module.name for module in modules().values() for _ in range(module.code_lines)]


def _modules_with_code() -> list[str]:
    return [module.name for module in modules().values() if module.code_lines]


def _circles() -> list[str]:
    return [" ".join(circle) for circle in circles(imports())]


def _modules_in_circles() -> list[str]:
    return [module for circle in circles(imports()) for module in circle]


def _private_functions_used_once() -> list[str]:
    return [f"{module.name}.{function}" for module in modules().values() for function in module.used_once]


COUNTED: Mapping[str, Callable[[], list[str]]] = MappingProxyType(
    {
        "lines of code": _code_lines,
        "modules with code": _modules_with_code,
        "imports against the order": exceptions,
        "circles": _circles,
        "modules in circles": _modules_in_circles,
        "non-public core names in rooms": non_public_names,
        "private functions used once": _private_functions_used_once,
    }
)
"""What each row counts, in the order of the file."""


def parse_numbers(text: str) -> dict[str, int]:
    """Return the rows of a text such as that of ``numbers.txt``."""
    return {row["name"]: int(row["number"]) for row in map(_ROW.fullmatch, text.splitlines()) if row}


def with_numbers(text: str, numbers: Mapping[str, int], *, rises: bool = False) -> str:
    """Return the text with these numbers where they are lower than its own, or also where they are higher."""

    def row(match: re.Match[str]) -> str:
        old, new = int(match["number"]), numbers.get(match["name"], int(match["number"]))
        return f"{match['name']}: {new if rises else min(old, new)}"

    return re.sub(rf"^{_ROW.pattern}$", row, text, flags=re.MULTILINE)


def with_exceptions(text: str, lines: Sequence[str], *, rises: bool = False) -> str:
    """Return the text with those of its imports that still break the order, or with all that break it."""
    heads = [line for line in text.splitlines() if line.startswith("#")]
    before = text.splitlines()
    return "\n".join([*heads, *(line for line in lines if rises or line in before), ""])


def differences(before: Mapping[str, int], now: Mapping[str, int]) -> list[str]:
    """Return the rows that differ from those of the file, each with what to do."""
    return [
        f"{name}: {before.get(name, 'not in the file')} in {NUMBERS.name}, {number} in src: "
        + (f"run '{COMMAND} --write'" if number < before.get(name, 0) else "write the row by hand and say why")
        for name, number in now.items()
        if before.get(name) != number
    ]


def numbers() -> dict[str, int]:
    """Return the number of each row, as it is now."""
    return {name: len(counted()) for name, counted in COUNTED.items()}


def main() -> int:
    """Print the numbers or write the files; return 1 if they differ from the files."""
    parser = argparse.ArgumentParser(prog=COMMAND, description="Numbers about the structure that may only fall.")
    parser.add_argument("row", nargs="?", choices=list(COUNTED), help="print what this row counts")
    parser.add_argument("--write", action="store_true", help="write numbers that have fallen, and drop what is gone")
    parser.add_argument("--rises", action="store_true", help="with --write: also write what has risen")
    options = parser.parse_args()
    if options.row:
        sys.stdout.writelines(f"{line}\n" for line in COUNTED[options.row]())
        return 0
    now = numbers()
    if options.write:
        for path, text in (
            (NUMBERS, with_numbers(NUMBERS.read_text(encoding="utf-8"), now, rises=options.rises)),
            (EXCEPTIONS, with_exceptions(EXCEPTIONS.read_text(encoding="utf-8"), exceptions(), rises=options.rises)),
        ):
            path.write_text(text, encoding="utf-8", newline="\n")
    before = parse_numbers(NUMBERS.read_text(encoding="utf-8"))
    functions = sum(module.functions for module in modules().values())
    for name, number in now.items():
        of = f"  ({number / functions:.1%} of {functions} functions)" if name == "private functions used once" else ""
        sys.stdout.write(f"{number:7}  {name}{of}\n")
    wrong = differences(before, now)
    sys.stderr.writelines(f"{line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
