"""The page on what counts when figures meet has each row of the convention, and comes from nothing else."""

from __future__ import annotations

import importlib
import re

import pytest
from tests.support.paths import DOCS

import empact
from empact.analysis.claims.convention import ROWS
from empact.analysis.claims.refusals import REFUSALS


@pytest.fixture(scope="module")
def page() -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(DOCS / "_ext"))
        text: str = importlib.import_module("claims_page").page()
        return text


def rows_of(page: str) -> list[list[str]]:
    """The cells of the rows of all tables, without their heads."""
    lines = [line for line in page.splitlines() if line.startswith("|") and not line.startswith(("| row", "| rule"))]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if " --- " not in line]


def test_claims_page__has_each_row_under_the_title_of_its_table(page: str) -> None:
    cells = rows_of(page)
    for row in ROWS:
        (line,) = [line for line in cells if line[0] == f"`{row.key}`"]
        assert line[2] == row.counts
        before = page[: page.index(f"| `{row.key}` |")]
        assert re.findall("^## (.*)$", before, re.MULTILINE)[-1] == row.table


def test_claims_page__has_each_refusal_with_the_page_of_its_rule(page: str) -> None:
    names = {provided.value.code: provided.value.name for provided in empact.default_session().rules}
    cells = {line[0]: line for line in rows_of(page) if line[0].startswith("[OAP")}
    assert len(cells) == len(REFUSALS)
    for refusal in REFUSALS:
        assert names[refusal.code] == refusal.key  # the page of a rule has its code and name
        _, title, instead = cells[f"[{refusal.code}](rules/{refusal.code}-{refusal.key}.md)"]
        assert title.startswith(refusal.title)
        assert ("--accept" in title) is refusal.acceptable
        assert instead == refusal.instead


def test_claims_page__says_that_it_is_no_text_of_the_council(page: str) -> None:
    assert "The plan of 2012 says none of it" in page
    assert "claims" in (DOCS / "reference" / "index.md").read_text(encoding="utf-8").split()


def test_claims_page__defines_the_words_that_the_rows_use(page: str) -> None:
    defined = re.findall(r"^([a-zA-Z ]+)\n: ", page, re.MULTILINE)
    assert {"round", "report", "claim", "share", "total", "settlement", "in force", "at least", "so far"} <= set(
        defined
    )
