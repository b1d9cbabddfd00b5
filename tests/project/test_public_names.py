"""The files that follow from the public names: stubs, and descriptions of the public packages."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from tests.support.public_names import files

ROOT = Path(__file__).parents[2]
COMMAND = "python docs/_scripts/public_names"
FILES = {path.relative_to(ROOT).as_posix(): text for path, text in files().items()}


@pytest.mark.parametrize("name", FILES)
def test_a_generated_file__is_that_of_the_source(name: str) -> None:
    path = ROOT / name
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    lines = difflib.unified_diff(before.splitlines(), FILES[name].splitlines(), name, "the source", lineterm="", n=2)
    difference = "\n".join(lines)
    if difference:
        pytest.fail(f"{difference}\nIf this change is wanted, run: {COMMAND}", pytrace=False)


def test_the_generated_files__are_all_that_there_are() -> None:
    there = [*ROOT.glob("src/**/*.pyi"), *ROOT.glob("tests/api/*.txt")]
    assert sorted(path.relative_to(ROOT).as_posix() for path in there) == sorted(FILES)
