"""mypy, pyright and pyrefly judge alike what the library's types allow: the programs beside are checked, never run.

``rejected.txt`` is a program too; it is called so since the checks of the whole project must not stumble over it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ACCEPTED, REJECTED = HERE / "accepted.py", HERE / "rejected.txt"

pytestmark = pytest.mark.typing


_PYREFLY = ("--config", "pyproject.toml", "--python-interpreter-path", sys.executable)


def printed(*command: str) -> str:
    program = Path(sys.executable).parent / command[0]
    done = subprocess.run([program, *command[1:]], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    assert done.returncode in {0, 1}, done.stdout
    return done.stdout


def mypy(file: Path) -> set[int]:
    lines = printed("mypy", "--strict", "--output", "json", str(file)).splitlines()
    told = [json.loads(line) for line in lines if line.startswith("{")]
    return {one["line"] for one in told if one["severity"] == "error"}


def pyright(file: Path) -> set[int]:
    tree = json.loads(printed("pyright", "--outputjson", "--pythonpath", sys.executable, str(file)))
    return {one["range"]["start"]["line"] + 1 for one in tree["generalDiagnostics"] if one["severity"] == "error"}


def pyrefly(file: Path) -> set[int]:
    tree = json.loads(printed("pyrefly", "check", "--output-format", "json", *_PYREFLY, str(file)))
    return {one["line"] for one in tree["errors"] if one["severity"] == "error"}


ALSO = {"mypy": ("by mypy", "by mypy and pyrefly"), "pyrefly": ("by mypy and pyrefly",), "pyright": ("by pyright",)}
SLIPS = {"mypy": 40, "pyright": 39, "pyrefly": 39}
"""How many lines each checker rejects."""
checkers = pytest.mark.parametrize("objections", [mypy, pyright, pyrefly])


@checkers
def test_what_users_and_authors_write_is_accepted(objections: Callable[[Path], set[int]]) -> None:
    assert objections(ACCEPTED) == set()


@checkers
def test_every_slip_is_rejected_and_nothing_else(objections: Callable[[Path], set[int]], tmp_path: Path) -> None:
    text = REJECTED.read_text(encoding="utf-8")
    program = tmp_path / "rejected.py"
    program.write_text(text, encoding="utf-8")
    ends = ("# rejected", *ALSO.get(objections.__name__, ()))
    slips = {number for number, line in enumerate(text.splitlines(), 1) if line.endswith(ends)}
    assert len(slips) == SLIPS[objections.__name__]
    assert objections(program) == slips


COLUMNS = """
from empact import Action
from empact.documents import ColumnOf, column

columns: tuple[ColumnOf[Action], ...] = (
    column("number", "#", lambda action: action.number),
    column("number", "#", lambda action: action.nmuber),
)
"""


@pytest.mark.parametrize("objections", [mypy, pyright])  # pyrefly does not pass the type on to a lambda
def test_a_wrong_field_in_the_lambda_of_a_column_is_rejected(
    objections: Callable[[Path], set[int]], tmp_path: Path
) -> None:
    program = tmp_path / "columns.py"
    program.write_text(COLUMNS, encoding="utf-8")
    assert objections(program) == {7}
