"""The import contracts see through the packages that import their names when they are first used."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = Path(sys.executable).parent
LAYERS = "Each package imports only from the packages below it BROKEN"
ANALYSIS = "Each module of analysis imports only from the modules below it BROKEN"
KEPT = " kept, 0 broken."

pytestmark = pytest.mark.typing


def contracts(checkout: Path) -> str:
    command = (ROOT / ".ci" / "contracts", TOOLS, checkout)
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    assert done.returncode == int(KEPT not in done.stdout), done.stdout
    return done.stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for folder in ("src", "examples"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_the_contracts__are_kept(checkout: Path) -> None:
    assert KEPT in contracts(checkout)


@pytest.mark.parametrize(
    ("module", "statement", "broken", "step"),
    [
        ("model/planted.py", "from empact.analysis import progress", LAYERS, "model.planted -> empact.analysis (l.1)"),
        ("grammar/planted.py", "from empact.documents import Table", LAYERS, "planted -> empact.documents (l.1)"),
        # only the stub of `empact` says that `Session` is of a higher package
        ("model/planted.py", "from empact import Session", LAYERS, "model.planted -> empact (l.1)"),
        # only the stub of `analysis` says that `progress` is of a higher module
        (
            "analysis/portfolio/planted.py",
            "from empact.analysis import progress",
            ANALYSIS,
            "planted -> empact.analysis",
        ),
        # the stub of a table that takes a name from a higher package
        (
            "grammar/__init__.pyi",
            "from empact.config import Config as Config",
            LAYERS,
            "grammar -> empact.config (l.1)",
        ),
    ],
)
def test_an_upward_import__breaks_a_contract(
    checkout: Path, module: str, statement: str, broken: str, step: str
) -> None:
    file = checkout / "src" / "empact" / module
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(f"{statement}\n{text}", encoding="utf-8")
    printed = contracts(checkout)
    assert broken in printed
    assert step in printed
