"""No text of a foreign file makes a command slow: pieces that each pattern of the program repeats, in every field.

The pieces come from the patterns themselves (`tests.support.patterns`). Each is repeated in all fields of a plan, of
all other files of the examples, and of a sheet and a Word file that are imported. What takes long with 8,000 characters
is read again with half of them: it may take no more than three times as long.
"""

from __future__ import annotations

import functools
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.support.office import word
from tests.support.plan_sheets import TITLES

import empact
from empact.serde import files
from empact.serde.kinds import FILE_KINDS, PLAN, FileKind

TOP = Path(__file__).parents[2]
SESSION = empact.default_session()
LENGTH = 8_000
LONG = 0.6
"""Seconds of processor time from which on a reading is compared with that of half the text."""
Tree = dict[str, Any]
Path_ = tuple[str | int, ...]


@functools.cache
def pieces() -> list[str]:
    command = [sys.executable, "-W", "ignore", "-m", "tests.support.patterns"]
    listed = json.loads(subprocess.run(command, cwd=TOP, check=True, capture_output=True).stdout)
    return [piece for piece in listed if piece.replace("\n", "").replace("\t", "").isprintable()]


def texts(tree: Any, at: Path_ = ()) -> Iterator[Path_]:
    """Return where a tree has texts."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        if isinstance(value, str):
            yield (*at, key)
        yield from texts(value, (*at, key))


def put(tree: Tree, place: Path_, text: str) -> None:
    inside: Any = tree
    for key in place[:-1]:
        inside = inside[key]
    inside[place[-1]] = text


def of_each_kind(tree: Tree) -> list[Path_]:
    """Return one place for each field that has texts, so that actions with the same fields count once."""
    places = {tuple("*" if isinstance(key, int) else key for key in place): place for place in texts(tree)}
    return [place for place in places.values() if place[0] != "empact"]


def written(tree: Tree, places: list[Path_], text: str) -> io.BytesIO:
    copy = json.loads(json.dumps(tree))
    for place in places:
        put(copy, place, text)
    return io.BytesIO(json.dumps(copy).encode())


def fields(tree: Tree, kind: FileKind[Any]) -> tuple[list[Path_], list[Path_]]:
    """Return the fields that take a long text, and those that refuse it."""
    takes: tuple[list[Path_], list[Path_]] = ([], [])
    for place in of_each_kind(tree):
        read = SESSION.read(written(tree, [place], "words of a text " * 100), format="json", kind=kind.cls)
        takes[read.value is None].append(place)
    return takes


def of_plan() -> Callable[[str], object]:
    tree = json.loads(json.dumps(files.tree(empact.load("oap-c-2012"), PLAN, compact=True)))
    accepting, refusing = fields(tree, PLAN)
    assert len(accepting) > 30

    def work(text: str) -> None:
        SESSION.read(written(tree, refusing, text), format="json")
        reading = SESSION.read(written(tree, accepting, text), format="json")
        if reading.value is not None:
            SESSION.validate(reading.value)

    return work


def of_records() -> Callable[[str], object]:
    kinds = {kind.format: kind for kind in FILE_KINDS}
    trees: dict[str, Tree] = {}
    for path in (TOP / "examples/oap_invented_2031/src").rglob("*.yaml"):
        tree = json.loads(json.dumps(yaml.safe_load(path.read_text()), default=str))
        best = trees.get(tree["empact"], {})
        if tree["empact"] != PLAN.format and len(of_each_kind(tree)) > len(of_each_kind(best)):
            trees[tree["empact"]] = tree
    assert set(trees) == {"ledger/1", "report/1", "kpis/1", "operation/1"}
    todo = [(tree, kinds[name], places) for name, tree in trees.items() for places in fields(tree, kinds[name])]

    def work(text: str) -> None:
        for tree, kind, places in todo:
            SESSION.read(written(tree, places, text), format="json", kind=kind.cls)

    return work


def of_sheet() -> Callable[[str], object]:
    def work(text: str) -> None:
        rows = [[f"Operational Action Plan 2031: {text}"], ["Subject", text], TITLES, ["1.1", text, text, text]]
        quoted = [["".join(cell).replace('"', '""') for cell in row] for row in rows]
        data = "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in quoted)
        SESSION.read(io.BytesIO(data.encode()), format="csv")

    return work


def of_word() -> Callable[[str], object]:
    def work(text: str) -> None:
        cell = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "</w:t><w:br/><w:t>")
        run = f'<w:p><w:r><w:t xml:space="preserve">{cell}</w:t></w:r></w:p>'
        row = "".join(f"<w:tc>{run}</w:tc>" for _ in TITLES)
        titles = "".join(f"<w:tc><w:p><w:r><w:t>{title}</w:t></w:r></w:p></w:tc>" for title in TITLES)
        field = f"<w:p><w:r><w:instrText>{cell.split('</w:t>')[0]}</w:instrText></w:r></w:p>"
        body = f"{run}{field}<w:tbl><w:tr>{titles}</w:tr><w:tr>{row}</w:tr></w:tbl>"
        SESSION.read(io.BytesIO(word(body)), format="docx")

    return work


def seconds(work: Callable[[str], object], piece: str, length: int) -> float:
    text = f"x{piece * (length // len(piece))}!"
    start = time.process_time()
    work(text)
    return time.process_time() - start


@pytest.mark.oracle
@pytest.mark.parametrize("make", [of_plan, of_records, of_sheet, of_word])
def test_reading__takes_no_longer_for_any_piece(make: Callable[[], Callable[[str], object]]) -> None:
    work = make()
    seconds(work, "words ", LENGTH)  # what is compiled and imported once does not count
    slow: dict[str, tuple[float, float]] = {}
    assert len(pieces()) > 1_000
    for piece in pieces():
        if seconds(work, piece, LENGTH) > LONG:
            half, whole = (min(seconds(work, piece, length) for _ in range(3)) for length in (LENGTH // 2, LENGTH))
            if whole > 3 * half + 0.02:
                slow[piece] = (round(half, 2), round(whole, 2))
    assert slow == {}
