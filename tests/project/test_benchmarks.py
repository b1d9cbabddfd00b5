"""``python -m benchmarks``: every benchmark runs, with small inputs and without pydantic."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import attrs
import pytest
from benchmarks import __main__ as command
from benchmarks.measuring import Benchmark, Ratio, Row, Run, growth, interpreter, seconds, timed, works_of
from benchmarks.peers import cattrs_converter, msgspec_types
from benchmarks.subjects import BENCHMARKS
from benchmarks.tables import format_json, format_markdown, missed, read_json, worse

import empact
from empact.testing.generated import generate

ROW = Row(benchmark="some", measured="load", beside="peer", median=2.0, low=1.5, high=2.5, goal=2.0)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Run all benchmarks once, and return the files with the table as Markdown and as JSON."""
    folder = tmp_path_factory.mktemp("benchmarks")
    markdown, json_file = folder / "table.md", folder / "table.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "pydantic", None)  # as if it were not installed
        small = ["--small", "--rounds", "1", "--markdown", str(markdown), "--json", str(json_file)]
        assert command.main(small) == 0
    return markdown, json_file


@pytest.fixture(scope="module")
def rows(files: tuple[Path, Path]) -> list[Row]:
    return read_json(files[1].read_text(encoding="utf-8"))


@pytest.mark.one_python
def test_benchmarks__give_their_rows(rows: list[Row]) -> None:
    assert Counter(row.benchmark for row in rows) == {
        "startup": 8,
        "loading": 18,
        "documents": 13,
        "rules": 3,
        "overlaps": 3,
        "portfolio": 7,
        "workers": 2,
        "reports": 4,
        "progress": 6,
        "strategies": 1,
    }
    assert len({row.key for row in rows}) == len(rows)


@pytest.mark.one_python
def test_a_peer_that_is_not_installed__has_rows_without_a_ratio(files: tuple[Path, Path], rows: list[Row]) -> None:
    absent = [row for row in rows if row.median is None]
    assert len(absent) == 5
    assert absent == [row for row in rows if row.beside.startswith("pydantic")]
    assert not any(row.failed for row in rows)
    assert all(row.median > 0 for row in rows if row.median is not None)
    assert files[0].read_text(encoding="utf-8").count("| not installed |") == sum(row.median is None for row in rows)


def test_a_peer_that_fails__has_rows_that_say_so__and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> NoReturn:
        raise TypeError("not today")

    monkeypatch.setattr(msgspec_types, "works", fail)
    rows = command.run([one for one in BENCHMARKS if one.name == "loading"], rounds=1, small=True)
    failed = [row for row in rows if row.failed]
    assert {row.beside for row in failed} == {"msgspec.Struct, same objects"}
    assert {row.measured for row in failed} == {"load JSON", "dump JSON", "load many plans", "memory of many plans"}
    assert [row for row in rows if row.beside.startswith("cattrs") and row.median is None] == []
    assert format_markdown(failed).count("| failed |") == len(failed) == 4
    assert "the peer msgspec_types has failed: TypeError('not today')" in capsys.readouterr().err


@pytest.mark.one_python
def test_markdown_and_json__have_the_same_rows(files: tuple[Path, Path], rows: list[Row]) -> None:
    assert files[0].read_text(encoding="utf-8") == format_markdown(rows)
    _, _, *lines = files[0].read_text(encoding="utf-8").splitlines()
    assert [tuple(line.strip("| ").split(" | ")[:3]) for line in lines] == [row.key for row in rows]


@pytest.mark.parametrize("plan", [*generate(1, 12), empact.load("oap-c-2012")], ids=lambda plan: plan.id)
@pytest.mark.parametrize("peer", [pytest.param("pydantic_models", marks=pytest.mark.typing), "msgspec_types"])
def test_the_works_of_a_peer__make_the_very_objects(plan: empact.Plan, peer: str) -> None:
    text = cattrs_converter.dump(plan)
    assert cattrs_converter.load(text) == plan
    works = works_of(peer)
    assert json.loads(works["dump"](works["load"](text))) == json.loads(text)


def planted(goal: float | None) -> Benchmark:
    """A benchmark whose work takes as long as that of its peer."""

    def measure(run: Run) -> Iterator[Row]:
        work = timed(sum, range(100_000))
        return run.measure([Ratio(measured="add", beside="itself", work=work, unit=work, goal=goal)])

    return Benchmark(name="planted", summary="one planted row", measure=measure)


@pytest.mark.parametrize(("goal", "status"), [(0.5, 1), (1.0, 0), (None, 0)])
def test_check__ends_with_status_1_if_a_goal_is_missed(
    goal: float | None, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "BENCHMARKS", (planted(goal),))
    assert command.main(["--rounds", "1"]) == 0
    assert command.main(["--rounds", "1", "--check"]) == status
    printed = capsys.readouterr().out
    assert ("Missed goals:\n- planted: add / itself: 1.00, the goal is 0.50\n" in printed) is (status == 1)
    assert ("Missed goals:\n- none\n" in printed) is (status == 0)
    assert ("| planted | add | itself | 1.00 | 1.00 to 1.00 | none |" in printed) is (goal is None)


def test_missed__allows_a_tenth() -> None:
    given = [attrs.evolve(ROW, median=median) for median in (2.19, 2.21, None)]
    assert list(missed(given)) == ["some: load / peer: 2.21, the goal is 2.00"]


def test_worse__lists_what_got_worse_by_more_than_a_tenth() -> None:
    before = [ROW, attrs.evolve(ROW, measured="dump"), attrs.evolve(ROW, measured="new peer", median=None)]
    now = [
        attrs.evolve(ROW, median=2.5),
        attrs.evolve(ROW, measured="dump", median=2.1),
        attrs.evolve(ROW, measured="new peer"),
        attrs.evolve(ROW, measured="new row"),
    ]
    assert list(worse(now, before)) == ["some: load / peer: 2.50, before 2.00"]


def test_against__compares_with_the_table_that_the_run_replaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "BENCHMARKS", (planted(None),))
    last = tmp_path / "kept" / "last.json"
    arguments = ["--rounds", "1", "--against", str(last), "--json", str(last)]
    assert command.main(arguments) == 0  # there is no table yet
    (row,) = read_json(last.read_text(encoding="utf-8"))
    last.write_text(format_json([attrs.evolve(row, median=0.5)]), encoding="utf-8")
    capsys.readouterr()
    assert command.main(arguments) == 0
    assert "- planted: add / itself: 1.00, before 0.50\n" in capsys.readouterr().out
    assert read_json(last.read_text(encoding="utf-8")) == [row]


def test_names__are_those_of_benchmarks(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(["unknown"])
    assert ended.value.code == 2
    assert "unknown: unknown; there are startup, loading" in capsys.readouterr().err
    assert len({benchmark.name for benchmark in BENCHMARKS}) == len(BENCHMARKS)


def test_growth__is_1_if_it_is_linear() -> None:
    whole, half = (functools.partial(float, number) for number in (6, 3))
    (row,) = Run(benchmark="some", rounds=3).measure([growth("load", "plans", whole, half)])
    assert (row.median, row.beside) == (1.0, "half as many plans, for each")


def test_seconds__of_work_that_finds_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="measures nothing"):
        seconds(list)


def test_interpreter__that_ends_with_an_error_is_an_error() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        interpreter("-c", "raise SystemExit(3)")
