"""Folders of seals: one file each, never changed, whole or absent."""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
from pathlib import Path

import attrs
import pytest

from empact import PlanReadError, Session
from empact.errors import ConfigError
from empact.model import FrozenMap, Seal, Seals

SESSION = Session()
PLAN = SESSION.loads("empact: plan/1\nid: Q-2031\n", format="yaml")
FIRST = Seal(
    plan="Q-2031",
    checkpoint="June 2031",
    cut_off=dt.date(2031, 6, 30),
    on=dt.date(2031, 7, 20),
    plan_digest="a" * 64,
    reports=FrozenMap({"2031-06-28-june-2031-qn-0123456789abcdef": "1" * 64}),
    kpis="0123456789" * 6 + "0123",
)


def test_add__writes_one_small_file_in_the_folder_of_the_plan(tmp_path: Path) -> None:
    filed = SESSION.workspace.seals.add(FIRST, tmp_path / "seals", create=True)
    assert re.fullmatch(r"2031-07-20-june-2031-[0-9a-f]{16}", filed.id)
    (path,) = tmp_path.rglob("*.yaml")
    assert path == tmp_path / "seals" / "Q-2031" / f"{filed.id}.yaml"
    assert SESSION.load(path, Seal) == FIRST
    assert SESSION.workspace.seals.of_plan("Q-2031", tmp_path / "seals") == Seals(plan="Q-2031", seals=(filed,))
    assert len(SESSION.workspace.seals.of_plan("R-2031", tmp_path / "seals")) == 0
    with pytest.raises(ConfigError, match="No folder for the seal"):
        SESSION.workspace.seals.add(FIRST)


def test_add__of_what_the_newest_seal_lists_on_the_same_day_adds_nothing(tmp_path: Path) -> None:
    first = SESSION.workspace.seals.add(FIRST, tmp_path)
    again = attrs.evolve(FIRST, seals=FrozenMap({first.id: first.digest}))
    assert SESSION.workspace.seals.add(again, tmp_path) == first
    other = attrs.evolve(again, reports=FrozenMap({"2031-06-28-june-2031-qo-0123456789abcdef": "2" * 64}))
    second = SESSION.workspace.seals.add(other, tmp_path)
    back = attrs.evolve(FIRST, seals=FrozenMap({first.id: first.digest, second.id: second.digest}))
    third = SESSION.workspace.seals.add(back, tmp_path)  # what the first lists, after the second
    assert len({first.id, second.id, third.id}) == 3
    seals = SESSION.workspace.seals.of_plan("Q-2031", tmp_path)
    assert (seals.seals, seals.newest) == ((first, second, third), (third,))


def test_newest__is_one_for_each_checkpoint_by_day(tmp_path: Path) -> None:
    second_year = attrs.evolve(FIRST, cut_off=dt.date(2032, 6, 30), on=dt.date(2032, 7, 20))
    later = attrs.evolve(FIRST, on=dt.date(2031, 9, 1))
    added = [SESSION.workspace.seals.add(seal, tmp_path) for seal in (second_year, later, FIRST)]
    seals = SESSION.workspace.seals.of_plan("Q-2031", tmp_path)
    assert set(seals.newest) == {added[0], added[1]}
    assert seals.until(dt.date(2031, 8, 1)).newest == (added[2],)


def test_read__reports_a_seal_that_was_changed_or_is_in_the_folder_of_another_plan(tmp_path: Path) -> None:
    filed = SESSION.workspace.seals.add(FIRST, tmp_path)
    path = tmp_path / "Q-2031" / f"{filed.id}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("a" * 64, "b" * 64), encoding="utf-8")
    other = tmp_path / "R-2031"
    other.mkdir()
    path.rename(other / path.name)
    read = SESSION.workspace.seals.read(tmp_path, plans=[PLAN])
    assert [(finding.code, finding.place.subject) for finding in read.diagnostics] == [
        ("OAP025", f"Q-2031:{filed.id}"),
        ("OAP026", f"Q-2031:{filed.id}"),
    ]
    with pytest.raises(PlanReadError, match="OAP025 seal-changed"):
        SESSION.workspace.seals.add(FIRST, tmp_path, plans=[PLAN])


@pytest.mark.parametrize("field", ["plan_digest", "kpis"])
def test_seal__takes_only_digests(field: str) -> None:
    with pytest.raises(ValueError, match="'12' is not a digest: it has 64 digits from 0 to f"):
        attrs.evolve(FIRST, **{field: "12"})  # type: ignore[arg-type]  # a field by its name
    with pytest.raises(ValueError, match="'x' is not a digest"):
        attrs.evolve(FIRST, entries=FrozenMap({"entry": "x"}))


@pytest.mark.parametrize("step", ["fsync", "link"])
def test_add__on_a_full_disk_leaves_nothing_and_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        if step == "link":
            patch.undo()
            patch.setattr(Path, "hardlink_to", full)
            patch.setattr(Path, "rename", full)
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            SESSION.workspace.seals.add(FIRST, tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    filed = SESSION.workspace.seals.add(FIRST, tmp_path)
    assert SESSION.workspace.seals.of_plan("Q-2031", tmp_path).seals == (filed,)
