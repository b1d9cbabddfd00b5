"""The table of known texts that a wheel gets when it is built: ``hatch_build.py``."""

from __future__ import annotations

import importlib
import importlib.util
import os
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.support.paths import ROOT

from empact.model import Parties, PartyItem, Period, Timing, Window

HOOK = ROOT / "hatch_build.py"

LOAD = """
import sys
from importlib.util import module_from_spec, spec_from_file_location

name = "empact.grammar.known_texts"
for table in sys.argv[1:]:  # as if it were beside `caching`
    spec = spec_from_file_location(name, table)
    sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])

import empact
from empact.grammar.party_words import party_words
plan = empact.load("oap-c-2012")
print(party_words.cache_info().currsize)
print(empact.export(plan, to="json").decode())
"""


def module_of(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(*arguments: object, seed: str = "0") -> str:
    paths = (ROOT / "src", ROOT / "examples" / "oap_c_2012" / "src")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths)), "PYTHONHASHSEED": seed}
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("table") / "known_texts.py"
    run(HOOK, path)
    return path


@pytest.fixture(scope="module")
def known(table: Path) -> dict[str, dict[str, Any]]:
    values: dict[str, dict[str, Any]] = module_of(table).KNOWN_TEXTS
    return values


def test_it_has_the_cells_of_the_plan(known: dict[str, dict[str, Any]]) -> None:
    assert known["empact.grammar.parties.parse_parties"]["Frontex"] == Parties(
        text="Frontex", items=(PartyItem(party="Frontex"),)
    )
    march_or_april = Period(windows=(Window(first=3), Window(first=4)))  # the timing of action 1.3
    timing = Timing(text="March/April", items=(march_or_april,))
    assert known["empact.grammar.timing.parse_timing"]["March/April"] == timing


def test_every_value__is_what_the_parser_returns(known: dict[str, dict[str, Any]]) -> None:
    for parser, values in known.items():
        module, _, name = parser.rpartition(".")
        parse = getattr(importlib.import_module(module), name).__wrapped__  # without its cache
        for text, value in values.items():
            parsed = parse(text)
            assert (value, type(value)) == (parsed, type(parsed)), (parser, text)


def test_it_is_the_same_in_each_build(table: Path, tmp_path: Path) -> None:
    run(HOOK, tmp_path / "again.py", seed="1")
    assert (tmp_path / "again.py").read_bytes() == table.read_bytes()


def test_with_the_table__the_same_plan_is_loaded_without_the_words_of_parties(table: Path) -> None:
    parsed, plan = run("-c", LOAD).split("\n", 1)
    known, same = run("-c", LOAD, table).split("\n", 1)
    assert (parsed, known) == ("1", "0")
    assert plan == same
    assert '"id": "C-2012"' in plan


@pytest.mark.parametrize(("target", "expected"), [("wheel", ["known_texts.py"]), ("wheel:editable", [])])
def test_a_wheel_has_the_table_and_an_editable_install_has_none(
    target: str, expected: list[str], tmp_path: Path
) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as files:
        assert [name for name in files.namelist() if "known_texts" in name] == [
            f"empact/grammar/{name}" for name in expected
        ]


def test_a_value_that_the_hook_cannot_write__ends_the_build() -> None:
    with pytest.raises(TypeError, match="has a Decimal"):
        module_of(HOOK).written((Decimal(1),))
