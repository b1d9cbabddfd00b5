"""The data dictionary follows from the classes of rows: each table and each column, with what null means."""

from __future__ import annotations

import importlib

import pytest
from tests.support.paths import DOCS

from empact.outputs.tables.collecting import TABLES
from empact.outputs.tables.columns import columns_of


@pytest.fixture(scope="module")
def page() -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(DOCS / "_ext"))
        text: str = importlib.import_module("engine_tables").page()
        return text


def test_engine_tables__has_a_section_for_each_table_with_a_row_for_each_column(page: str) -> None:
    sections = page.split("\n## ")[1:]
    assert [section.partition("\n")[0] for section in sections] == [f"`{name}`" for name in TABLES]
    for section, cls in zip(sections, TABLES.values(), strict=True):
        rows = [line for line in section.splitlines() if line.startswith(("| `", "| **"))]
        assert [line.split("`")[1] for line in rows] == [column.name for column in columns_of(cls)]


def test_engine_tables__says_type_unit_words_and_what_null_means(page: str) -> None:
    assert "| **`id`** | text | The id of the row in its table." in page
    assert "| `action` | id in [`actions`](#actions) | The action. | never |" in page
    assert "| `most` | number | The upper end of a range. Unit: as `value`. | None if there is no range. |" in page
    assert "`named`, `every`, `role`, `open`, `unknown`. | never |" in page
