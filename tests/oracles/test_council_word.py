"""The reference document after LibreOffice, a second author, has saved it again: the same cells, the same plan."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.plugins.importing.test_reference_document import SESSION, differences, tree_of
from tests.support import libre_office
from tests.support.council_word import later, tables, texts, tracking, withholding
from tests.support.council_word.cells import cells_of
from tests.support.council_word.file import Edit
from tests.support.council_word.reference import reference

from empact.containers import read_word

pytestmark = pytest.mark.oracle

EDITS: tuple[Edit, ...] = (
    *(tables.merged_down, tables.shared_leader, tables.merged_results, tables.short_row, tables.empty_rows),
    *(tables.goal_above_head, tables.repeated_heads, tables.cut_table, tables.inner_table, tables.other_order),
    *(tables.table_of_each_goal, tables.two_rows_of_titles, tables.another_table, tables.one_more_column),
    *(texts.plain_headings, texts.typed_lists, texts.notes_at_the_end, texts.hard_blanks),
    *(texts.controls_on_the_cover, texts.cover_in_tables, texts.labels_of_2011, texts.contents, texts.boxes),
    *(tables.goals_not_merged, tables.goals_in_two_cells, texts.declassified, texts.heading_without_number),
    *(tracking.changed_words, tracking.changed_words_by_hand, tracking.changed_note),
    *(withholding.blackened_cell, withholding.blackened_words, withholding.white_words, withholding.hidden_words),
    *(withholding.covered_cell, withholding.covered_cell_of_old, withholding.withheld_by_words),
)
"""What LibreOffice can keep: not a change of a row, nor an inserted blank before the deleted end of a paragraph."""


def files() -> dict[str, bytes]:
    """Return the documents by their names."""
    edited = {f"{edit.__name__}.docx": reference(edit) for edit in EDITS}
    return {"whole.docx": reference(), "strict.docx": reference(strict=True), **edited}


@pytest.fixture(scope="module", params=["docx", "odt"])
def saved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Return the documents as LibreOffice saves them as Word files, also by way of OpenDocument texts."""
    made, folder = files(), tmp_path_factory.mktemp("saved")
    if request.param == "odt":
        between = libre_office.saved_again(folder / "between", made, "odt")
        made = {f"{name}.odt": data for name, data in between.items()}
    return libre_office.saved_again(folder / "again", made, "docx")


def test_document__that_libreoffice_has_saved_has_the_same_cells(saved: Mapping[str, bytes]) -> None:
    assert len(cells_of(read_word(saved["whole"]))) == 176
    found = {name: changed(data, saved[name.removesuffix(".docx")]) for name, data in files().items()}
    assert {name: cells for name, cells in found.items() if cells} == {}


def changed(before: bytes, after: bytes) -> dict[tuple[str, str], tuple[list[str] | None, list[str] | None]]:
    """Return the cells that two documents do not have in common, each as both have it."""
    ours, others = (cells_of(read_word(data)) for data in (before, after))
    pairs = {key: (ours.get(key), others.get(key)) for key in ours | others}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


def test_document__that_libreoffice_has_saved_is_the_same_plan(saved: Mapping[str, bytes]) -> None:
    found = {
        name: list(differences(plan_of(data), plan_of(saved[name.removesuffix(".docx")])))
        for name, data in files().items()
    }
    assert {name: parts for name, parts in found.items() if parts} == {}


def test_later_document__that_libreoffice_has_saved_is_the_same_plan(tmp_path: Path) -> None:
    made = {"table.docx": later.later(), "forms.docx": later.forms()}
    again = libre_office.saved_again(tmp_path / "again", made, "docx")
    for name, text in (("table", later.LAYOUT), ("forms", later.FORM_LAYOUT)):
        layout = tmp_path / f"{name}.toml"
        layout.write_text(text, encoding="utf-8")
        before, after = (plan_of(data, layout=str(layout)) for data in (made[f"{name}.docx"], again[name]))
        assert list(differences(before, after)) == []


def plan_of(data: bytes, **options: str) -> Any:
    """Return the plan in a document, with all changes accepted."""
    chosen = {"accept": True, "id": "Q-2031", **options}
    return tree_of(SESSION.read(io.BytesIO(data), format="docx", options=chosen).require())
