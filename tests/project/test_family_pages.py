"""What empact makes of each cell of the families, and the pages of the documentation that show it."""

from __future__ import annotations

import importlib
import re
from types import ModuleType
from typing import Any

import pytest
from tests.support.family_cells import FOLDER, NAMES, Outcome, outcomes
from tests.support.paths import DOCS

VERDICTS = {"read": "read", "spelling": "read"}  # any other word of a file is a report

OTHERWISE = {
    ("comments", "leaders: HU#1"): "reported",  # not a comment, not a party
    ("kpis", "Outcome of action days"): "read",  # OAP502 reports that it cannot be measured
    ("kpis", "Europol's presence at coordination meetings"): "read",  # the same
    ("names", "n/a"): "read",  # no party is meant
    ("parties", "All MS and partners"): "reported",  # the register has no partners
    ("parties", "Private partners (Microsoft)"): "reported",  # the register has no firms
    ("timing", "Q4 2011 - Q1 2012"): "reported",  # outside the period of the plan
    ("timing", "PL Presidency 2011 and DK Presidency 2012"): "reported",  # the same
}
"""Cells whose verdict in the file is about their words only."""


def cells(name: str) -> list[tuple[dict[str, Any], Outcome]]:
    """Return the cells of a file, each with what empact makes of it."""
    return [row for _, rows in outcomes(name) for row in rows]


@pytest.fixture(scope="module")
def extension() -> ModuleType:
    """Return the extension of Sphinx that makes the pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(DOCS / "_ext"))
        return importlib.import_module("families")


@pytest.fixture(scope="module")
def pages(extension: ModuleType) -> dict[str, str]:
    made: dict[str, str] = extension.pages()
    return made


def _rows(page: str, columns: int) -> list[list[str]]:
    """Return the rows of the tables of a page that have this number of columns, without their heads."""
    found = [re.split(r"(?<!\\)\|", line)[1:-1] for line in page.splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in row] for row in found if len(row) == columns]
    return [row for row in rows if row[0] not in {"---", "family", "cell"}]


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"expressions"}))
def test_outcome__has_the_verdict_of_the_file(name: str) -> None:
    wrong = []
    for cell, found in cells(name):
        expected = OTHERWISE.get((name, cell["text"])) or VERDICTS.get(cell["verdict"], "reported")
        if found.verdict not in {expected, "open"}:
            wrong.append((cell["text"], expected, found))
    assert wrong == []


def test_outcome__of_an_expression_without_a_meaning__is_not_read() -> None:
    read = [cell["text"] for cell, found in cells("expressions") if cell["means"] is None and found.verdict == "read"]
    assert read == [
        "Nordic countries",  # since then a group with members, by date and with a source
        "Number of JITs/parallel investigations",  # disputed in the file
    ]


def test_outcome__is_what_the_parser_makes_of_the_text__not_what_the_file_says() -> None:
    (cell, found), *_ = [row for row in cells("parties") if row[0]["text"] == "All MS except DK"]
    assert found == Outcome(("All MS (except: DK)", "All MS: 26 parties"))
    (cell, found), *_ = [row for row in cells("names") if row[0]["text"] == "Deutschland"]
    assert found.understood == ("'Deutschland' is the German name of Germany: write DE.",)
    assert "means" in cell


def test_pages__each_file_of_families_has_one(pages: dict[str, str]) -> None:
    files = {f"{file.stem}.md" for file in FOLDER.glob("*.yaml")}
    assert set(pages) == {*files, "expressions.md", "index.md"}
    for name in NAMES:
        assert f"({name}.md)" in pages["index.md"]
        assert f"\n{name}\n" in pages["index.md"]


def test_pages__are_linked_from_the_reference() -> None:
    assert "\nfamilies/index\n" in (DOCS / "reference" / "index.md").read_text(encoding="utf-8")
    assert "(families/index.md)" in (DOCS / "reference" / "file-format.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_pages__numbers_are_those_of_the_cells(name: str, pages: dict[str, str]) -> None:
    verdicts = [found.verdict for _, found in cells(name)]
    counts = [f"{len(verdicts):,}", *(f"{verdicts.count(word):,}" for word in ("read", "open", "reported"))]
    (line,) = (row for row in _rows(pages["index.md"], 5) if f"({name}.md)" in row[0])
    assert line[1:] == counts
    assert _rows(pages[f"{name}.md"], 5)[-1] == ["all", *counts]
    assert [row[2].split(",")[0] for row in _rows(pages[f"{name}.md"], 3)] == verdicts


def test_pages__the_last_row_of_the_summary_is_the_sum(pages: dict[str, str]) -> None:
    *rows, last = [[int(number.replace(",", "")) for number in row[1:]] for row in _rows(pages["index.md"], 5)]
    assert last == [sum(column) for column in zip(*rows, strict=True)]
    assert last[0] == sum(last[1:]) == sum(len(cells(name)) for name in NAMES)


def test_pages__count_another_verdict_differently(
    extension: ModuleType, pages: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_cell(name: str) -> list[Any]:
        return [({"family": "a family"}, [({"text": f"a|b\n<{name}>"}, Outcome(("x",), ("Cannot read it.",)))])]

    monkeypatch.setattr(extension, "outcomes", one_cell)
    made = extension.pages()
    assert _rows(made["index.md"], 5)[-1][1:] == [str(len(NAMES)), "0", "0", str(len(NAMES))]
    assert _rows(made["kpis.md"], 3) == [[r"a\|b<br>\<kpis\>", "x", "reported"]]
    assert "\n- **a\\|b<br>\\<kpis\\>**: Cannot read it.\n" in made["kpis.md"]


@pytest.mark.parametrize("name", NAMES)
def test_pages__list_the_words_that_are_refused_with_the_reason(name: str, pages: dict[str, str]) -> None:
    page, listed = pages[f"{name}.md"], 0
    for part in page.split("\nReported:\n")[1:]:
        listed += len([line for line in part.split("\n\n")[0].splitlines() if line.startswith("- **")])
    assert listed == [found.verdict for _, found in cells(name)].count("reported")
    assert not re.search(r"\*\*: *$", page, re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_pages__tables_fit_a_phone(name: str, pages: dict[str, str]) -> None:
    widest = 45  # letters of the longest words of the three columns, side by side
    rows = [[re.sub(r"\\|https?:\S+", "", cell) for cell in row] for row in _rows(pages[f"{name}.md"], 3)]
    longest = [max(len(word) for row in rows for word in re.split(r"<br>|[\s–-]|&nbsp;", row[at])) for at in range(3)]
    assert sum(longest) <= widest, longest
