"""Tasking sheets that come back: what they say becomes entries of the ledger, or is asked back with its cell."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl.workbook import Workbook
from tests.support.filled_forms import filled_workbook, workbook_bytes
from tests.support.filled_sheets import AGREED, TEXT, Answers, answer_cell, filled_sheet, sheet_bytes, word_sheet

import oap_invented_2031
from empact import Plan, Session
from empact.analysis import Confirmations, RefusedSheet
from empact.diagnostics import Severity
from empact.model import EntryContent, EntryKind, PartReply, Prose, Ref
from empact.storage import folders

SESSION = Session(plugins=[oap_invented_2031])
DRAFT: Plan = SESSION.loads(TEXT, format="yaml")
PLAN: Plan = SESSION.loads(AGREED, format="yaml")
DAY = dt.date(2031, 2, 3)
ANSWERS: Answers = {
    "on": DAY,
    "1.1": "confirm",
    "1.2": ("decline", "No parcels come through QO."),
    "1.3": "open",
}


def sheet(plan: Plan = DRAFT, party: str = "QO", to: str = "xlsx", language: str = "en") -> bytes:
    return SESSION.export(plan, document="tasking", party=party, to=to, language=language)


def confirmed(tmp_path: Path, *files: bytes | Workbook, plan: Plan = DRAFT, add: bool = False) -> Confirmations:
    """What files say that are put into an inbox."""
    inbox = tmp_path / "inbox"
    inbox.mkdir(exist_ok=True)
    for number, file in enumerate(files, 1):
        data = workbook_bytes(file) if isinstance(file, Workbook) else file
        suffix = "docx" if b"word/document.xml" in data else "xlsx"
        (inbox / f"{number}.{suffix}").write_bytes(data)
    return SESSION.confirmations(plan, inbox, ledger=tmp_path / "records" / "ledger", add=add, create=True)


def said(result: Confirmations) -> list[tuple[str, str, tuple[str | None, ...], str | None]]:
    """The party, the answer, the actions and the remark of each proposed or added entry."""
    contents = [each.content for each in (*result.proposed, *result.added)]
    return [
        (
            content.by.understood[0].party,
            "" if content.part is None else content.part.value,
            tuple(ref.action for ref in content.actions),
            content.text.text,
        )
        for content in contents
    ]


def problems(refused: RefusedSheet) -> list[str]:
    """The problems of a file, without its folder."""
    return [str(problem).partition("inbox/")[2] for problem in refused.diagnostics]


EVERYTHING = [
    ("QO", "confirmed", ("1.1",), None),
    ("QO", "declined", ("1.2",), "No parcels come through QO."),
    ("QO", "open", ("1.3",), None),
]


def test_confirmations__of_a_workbook_are_entries_with_the_digest_and_the_cells(tmp_path: Path) -> None:
    """By eye: the answers are in column G; the actions start on row 4, in the order of the plan."""
    data = sheet_bytes(sheet(), ANSWERS)
    result = confirmed(tmp_path, data)
    assert (said(result), result.refused, result.diagnostics) == (EVERYTHING, (), ())
    first = result.proposed[0].content
    digest = hashlib.sha256(data).hexdigest()
    assert first.source == f"tasking sheet {digest}: sheet 'Actions by date', cell G4"
    assert (first.kind, first.on, first.plan) == (EntryKind.CONFIRMATION, DAY, "Q-2031")
    assert not (tmp_path / "records").exists()  # nothing is written before it is added


def test_confirmations__of_a_word_document_are_the_same(tmp_path: Path) -> None:
    result = confirmed(tmp_path, word_sheet(sheet(to="docx"), ANSWERS, "Q-2031 on"))
    assert (said(result), result.refused) == (EVERYTHING, ())
    assert "table 2, row 2, column 7" in result.proposed[0].content.source


@pytest.mark.parametrize(("language", "words"), [("fr", ("confirmer", "Décliner")), ("de", ("bestätigen", "ABLEHNEN"))])
def test_confirmations__of_a_sheet_in_each_language(language: str, words: tuple[str, str], tmp_path: Path) -> None:
    data = sheet_bytes(sheet(language=language), {"on": DAY, "1.1": words[0], "1.2": (words[1], "non")})
    result = confirmed(tmp_path, data)
    assert result.refused == ()
    assert said(result) == [("QO", "confirmed", ("1.1",), None), ("QO", "declined", ("1.2",), "non")]


def test_confirmations__with_one_answer_are_one_entry_and_a_remark_makes_one_of_its_own(tmp_path: Path) -> None:
    answers = {"on": DAY, "1.1": "confirm", "1.2": ("confirm", "From May."), "1.3": "confirm"}
    assert said(confirmed(tmp_path, sheet_bytes(sheet(), answers))) == [
        ("QO", "confirmed", ("1.1", "1.3"), None),
        ("QO", "confirmed", ("1.2",), "From May."),
    ]


def test_confirmations__are_added_once_and_their_files_are_kept(tmp_path: Path) -> None:
    data = sheet_bytes(sheet(), ANSWERS)
    first = confirmed(tmp_path, data, add=True)
    assert (said(first), first.proposed, first.there) == (EVERYTHING, (), ())
    assert all(each.added and each.id is not None for each in first.added)
    kept = tmp_path / "records" / "received" / f"{hashlib.sha256(data).hexdigest()}.xlsx"
    assert kept.read_bytes() == data
    before = {path: path.read_bytes() for path in (tmp_path / "records").rglob("*") if path.is_file()}
    again = confirmed(tmp_path, add=True)
    assert (again.proposed, again.added) == ((), ())
    assert [each.id for each in again.there] == [each.id for each in first.added]
    assert before == {path: path.read_bytes() for path in (tmp_path / "records").rglob("*") if path.is_file()}
    ledger = SESSION.workspace.ledger.of_plan("Q-2031", tmp_path / "records" / "ledger", plans=[DRAFT])
    assert [entry.content.part for entry in ledger] == [PartReply.CONFIRMED, PartReply.DECLINED, PartReply.OPEN]
    assert dict(ledger.entries[0].content.written_for.actions) == {"1.1": DRAFT.action("1.1").content_digest}


def test_confirmations__of_a_file_saved_anew_are_there(tmp_path: Path) -> None:
    """Its bytes, its day and a cell for national use are others; what it says is the same, but for one action."""
    confirmed(tmp_path, sheet_bytes(sheet(), ANSWERS), add=True)
    book = filled_sheet(sheet(), {**ANSWERS, "on": dt.date(2031, 2, 9), "1.3": "confirm"})
    answer_cell(book, "1.1", "remark").offset(column=1).value = "Customs of QO"
    result = confirmed(tmp_path, book)
    assert said(result) == [("QO", "confirmed", ("1.3",), None)]
    assert [str(each.content.part and each.content.part.value) for each in result.there] == ["confirmed", "declined"]


def test_confirmations__after_a_correction_can_be_added_again(tmp_path: Path) -> None:
    added = confirmed(tmp_path, sheet_bytes(sheet(), ANSWERS), add=True).added
    slip = EntryContent(
        plan="Q-2031",
        kind=EntryKind.CORRECTION,
        on=DAY,
        replies_to=(str(added[0].id),),
        text=Prose(text="A slip."),
        source="Invented: letter",
    )
    SESSION.workspace.ledger.add(slip, tmp_path / "records" / "ledger", plans=[DRAFT])
    assert said(confirmed(tmp_path)) == EVERYTHING[:1]


def test_confirmations__of_two_copies_are_one(tmp_path: Path) -> None:
    data = sheet_bytes(sheet(), ANSWERS)
    assert said(confirmed(tmp_path, data, data, word_sheet(sheet(to="docx"), ANSWERS, "Q-2031 on"))) == EVERYTHING


def test_confirmations__of_an_agreed_plan_also_take_an_older_sheet(tmp_path: Path) -> None:
    """A decline of a named part is a notice to the Driver: it is not lost because the plan was agreed since."""
    data = sheet_bytes(sheet(), {"on": DAY, "1.1": "decline"})
    assert said(confirmed(tmp_path, data, plan=PLAN)) == [("QO", "declined", ("1.1",), None)]
    with pytest.raises(KeyError, match=r"1\.1"):
        filled_sheet(sheet(PLAN), {"1.1": "decline"})


def test_confirmations__do_not_read_the_competent_authority(tmp_path: Path) -> None:
    book = filled_sheet(sheet(PLAN), {"on": DAY, "1.2": "confirm"})
    authority = answer_cell(book, "1.2", "remark").offset(column=1)
    authority.value = "Customs of QO"
    result = confirmed(tmp_path, book, plan=PLAN)
    assert said(result) == [("QO", "confirmed", ("1.2",), None)]
    assert "Customs" not in str(result)


def test_confirmations__of_a_sheet_that_nobody_has_filled_in(tmp_path: Path) -> None:
    result = confirmed(tmp_path, sheet(), sheet_bytes(sheet(), {"on": DAY}))
    assert [refused.why for refused in result.refused] == ["It is not filled in."] * 2
    assert problems(result.refused[0]) == ["1.xlsx: error OAP003 empty-file: The sheet is not filled in."]


ASKED_BACK: Mapping[str, tuple[Answers, str, str]] = {
    "another word": ({"1.1": "yes"}, "G4", "'yes' is not one of the answers."),
    "open for a named part": ({"1.1": "open"}, "G4", "'open' is not one of the answers."),
    "a formula": ({"1.1": '="con"&"firm"'}, "G4", "The cell has a formula, so what it says can change."),
    "a number": ({"1.1": 1}, "G4", "'1' is not one of the answers."),
    "a remark without an answer": ({"1.1": ("", "We can start in May.")}, "G4", "The remark has no answer."),
    "no day": ({"on": None}, "B5", "The day of the answers is missing."),
    "a day in words": ({"on": "3 Feb"}, "B5", "'3 Feb' is not a date."),
    "another year": (
        {"on": dt.date(2013, 2, 3)},
        "B5",
        "The day 2013-02-03 is more than a year before or after the plan (2031-01-01 to 2031-12-31).",
    ),
}
"""Answers, the cell that is named, and the message."""


@pytest.mark.parametrize("name", ASKED_BACK)
def test_confirmations__ask_back(name: str, tmp_path: Path) -> None:
    answers, cell, message = ASKED_BACK[name]
    result = confirmed(tmp_path, sheet_bytes(sheet(), {**ANSWERS, **answers}))
    assert said(result) == []
    (refused,) = result.refused
    named = "Actions by date" if cell.startswith("G") else "This sheet"
    assert problems(refused) == [f"1.xlsx, sheet '{named}', cell {cell}: error OAP022 form-answer: {message}"]
    assert all(problem.hint for problem in refused.diagnostics)


def test_confirmations__list_all_problems_at_once_and_take_the_other_files(tmp_path: Path) -> None:
    wrong = sheet_bytes(sheet(), {"on": "soon", "1.1": "yes", "1.2": "no", "1.3": ("", "perhaps")})
    other = sheet_bytes(sheet(party="QP"), {"on": DAY, "1.4": "confirm"})
    result = confirmed(tmp_path, wrong, other)
    assert said(result) == [("QP", "confirmed", ("1.4",), None)]
    assert [str(problem.place.cell) for problem in result.refused[0].diagnostics] == ["B5", "G4", "G5", "G6"]


def test_confirmations__of_another_plan_say_which(tmp_path: Path) -> None:
    other = SESSION.loads(TEXT.replace("id: Q-2031", "id: Q-2032"), format="yaml")
    (refused,) = confirmed(tmp_path, sheet_bytes(sheet(other), ANSWERS)).refused
    assert problems(refused) == [
        "1.xlsx: error OAP022 form-answer: The form is about the plan Q-2032, not about Q-2031."
    ]


def test_confirmations__of_an_action_that_changed_are_asked_back(tmp_path: Path) -> None:
    """QO is no participant of 1.1 any more, and the words of 1.2 are others; 1.3 is as it was."""
    text = TEXT.replace('"QO, QP", activity: Watch', "QP, activity: Watch").replace("Check the", "Weigh the")
    data = sheet_bytes(sheet(), {"on": DAY, "1.1": "confirm", "1.2": "confirm", "1.3": "confirm"})
    (refused,) = confirmed(tmp_path, data, plan=SESSION.loads(text, format="yaml")).refused
    found = [(problem.place.cell, problem.message.partition(",")[0]) for problem in refused.diagnostics]
    assert found == [
        ("G4", "The answer is about action 1.1 as it was"),
        ("G5", "The answer is about action 1.2 as it was"),
    ]


def test_confirmations__of_an_action_with_another_number_count_for_it(tmp_path: Path) -> None:
    text = TEXT.replace('number: "1.3"', 'number: "1.9"')
    data = sheet_bytes(sheet(), {"on": DAY, "1.3": "confirm"})
    result = confirmed(tmp_path, data, plan=SESSION.loads(text, format="yaml"))
    assert said(result) == [("QO", "confirmed", ("1.9",), None)]


def test_confirmations__of_a_sheet_of_another_party_than_its_key_are_asked_back(tmp_path: Path) -> None:
    book = filled_sheet(sheet(), ANSWERS)
    answer_cell(book, "party").value = "QP"
    (refused,) = confirmed(tmp_path, book).refused
    message = "The sheet was made for QO, but it says that it is that of 'QP'."
    assert problems(refused) == [f"1.xlsx, sheet 'This sheet', cell B4: error OAP022 form-answer: {message}"]


@pytest.mark.parametrize(
    ("code", "message"),
    [("Nobody", "'Nobody' is not the code of a party."), (None, "The sheet does not say whose it is.")],
)
def test_confirmations__of_a_sheet_of_nobody_are_asked_back(code: str | None, message: str, tmp_path: Path) -> None:
    book = filled_sheet(sheet(), ANSWERS)
    answer_cell(book, "party").value = code
    (refused,) = confirmed(tmp_path, book).refused
    assert [problem.message for problem in refused.diagnostics] == [message]


def test_confirmations__of_a_file_with_several_sheets_are_asked_back(tmp_path: Path) -> None:
    book, other = filled_sheet(sheet(), ANSWERS), filled_sheet(sheet(party="QP"), {})
    page = book.create_sheet("QP")
    for row in other["This sheet"].iter_rows(values_only=True):
        page.append([str(value) if value is not None else None for value in row])
    (refused,) = confirmed(tmp_path, book).refused
    assert [problem.message for problem in refused.diagnostics] == [
        "The file has the sheets of several parties: QO and QP."
    ]


def test_confirmations__of_a_report_form_say_where_to_add_it(tmp_path: Path) -> None:
    form = SESSION.export(
        SESSION.load("oap-invented-2031"), document="report-form", party="QO", checkpoint="June", to="xlsx"
    )
    filled = workbook_bytes(filled_workbook(form, {"Q-2031 on": "2031-06-28", "Q-2031:2.2/1 total": 8}))
    (refused,) = confirmed(tmp_path, filled).refused
    assert problems(refused) == ["1.xlsx: error OAP022 form-answer: The file is a report form, not a tasking sheet."]
    assert [problem.hint for problem in refused.diagnostics] == ["Add it with 'empact report add'."]


def test_confirmations__of_a_report_say_where_to_add_it(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    text = "empact: report/1\nplan: Q-2031\ncheckpoint: June\nby: QO\non: 2031-06-28\nsource: x\n"
    (tmp_path / "inbox" / "QO.yaml").write_text(text, encoding="utf-8")
    (refused,) = confirmed(tmp_path).refused
    assert [problem.message for problem in refused.diagnostics] == ["The file is a report, not a tasking sheet."]


def test_read_report__of_a_tasking_sheet_says_where_to_read_it(tmp_path: Path) -> None:
    (tmp_path / "QO.xlsx").write_bytes(sheet_bytes(sheet(), ANSWERS))
    reading = SESSION.read_report(tmp_path / "QO.xlsx", SESSION.context(DRAFT))
    assert reading.value is None
    assert [(problem.message, problem.hint) for problem in reading.diagnostics] == [
        ("The file is a tasking sheet, not a report form.", "Read it with 'empact ledger confirm'.")
    ]


def test_confirmations__of_sorted_rows_and_moved_columns_are_the_same(tmp_path: Path) -> None:
    book = filled_sheet(sheet(), ANSWERS)
    page = book["Actions by date"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=4)]
    for number, values in enumerate(reversed(rows), 4):
        for column, value in enumerate(values, 1):
            page.cell(number, column, value).value = value
    page.insert_cols(1, 2)
    result = confirmed(tmp_path, book)
    assert (sorted(said(result)), result.refused) == (sorted(EVERYTHING), ())


def test_confirmations__of_keys_in_rows_of_others_are_asked_back(tmp_path: Path) -> None:
    book = filled_sheet(sheet(), {"on": DAY, "1.1": "confirm"})
    page = book["Actions by date"]
    page["J4"].value, page["J5"].value = page["J5"].value, page["J4"].value
    (refused,) = confirmed(tmp_path, book).refused
    assert [problem.message for problem in refused.diagnostics] == [
        "The key is about action 1.2, but the row has the words of action 1.1."
    ]


def test_confirmations__without_the_title_of_the_remarks_are_asked_back(tmp_path: Path) -> None:
    book = filled_sheet(sheet(), ANSWERS)
    book["Actions by date"]["H3"].value = "Comments"
    (refused,) = confirmed(tmp_path, book).refused
    assert [problem.message for problem in refused.diagnostics] == ["No column has the title of the remarks."]


def test_confirmations__warn_of_deleted_rows(tmp_path: Path) -> None:
    book = filled_sheet(sheet(), {"on": DAY, "1.3": "confirm"})
    book["Actions by date"].delete_rows(4)
    result = confirmed(tmp_path, book)
    assert said(result) == [("QO", "confirmed", ("1.3",), None)]
    (warning,) = result.diagnostics
    assert (warning.severity, warning.message) == (
        Severity.WARNING,
        f"Rows of the sheet are missing: Q-2031:1.1 part {DRAFT.action('1.1').content_digest}.",
    )


@pytest.mark.parametrize("damage", ["hidden", "no key"])
def test_confirmations__ask_back_what_is_hidden_or_has_no_key(damage: str, tmp_path: Path) -> None:
    book = filled_sheet(sheet(), {"on": DAY, "1.1": "confirm"})
    page = book["Actions by date"]
    if damage == "hidden":
        page.row_dimensions[4].hidden = True
    else:
        page["J4"].value = None
    (refused,) = confirmed(tmp_path, book).refused
    assert [problem.message for problem in refused.diagnostics] == [
        "The answer 'confirm' is in a hidden row, column or sheet."
        if damage == "hidden"
        else "The answer is in a row without a key."
    ]


def test_confirmations__that_contradict_each_other_are_all_refused(tmp_path: Path) -> None:
    result = confirmed(tmp_path, sheet_bytes(sheet(), ANSWERS), sheet_bytes(sheet(), {**ANSWERS, "1.1": "decline"}))
    assert said(result) == []
    assert [problem.place.cell for refused in result.refused for problem in refused.diagnostics] == ["G4", "G4"]
    assert "QO says 'confirmed' of 1.1 on 2031-02-03, and 'declined' in " in problems(result.refused[0])[0]


def test_confirmations__that_contradict_the_ledger_on_the_same_day_are_refused(tmp_path: Path) -> None:
    added = confirmed(tmp_path, sheet_bytes(sheet(), ANSWERS), add=True).added
    (refused,) = confirmed(tmp_path, sheet_bytes(sheet(), {**ANSWERS, "1.1": "decline"})).refused
    assert f"and 'confirmed' in the ledger ({added[0].id})." in problems(refused)[0]


def test_confirmations__of_a_book_of_two_plans_are_read_for_each(tmp_path: Path) -> None:
    other = SESSION.loads(TEXT.replace("id: Q-2031", "id: Q-2032"), format="yaml")
    book = SESSION.export(DRAFT, other, document="tasking", party="QO", to="xlsx")
    filled = filled_sheet(book, {"on": DAY})
    page = filled["Actions by date"]
    rows: list[Any] = list(page.iter_rows(min_row=4))
    for row in rows:
        row[6].value = "confirm" if str(row[9].value).startswith("Q-2032:1.3") else None
    assert [refused.why for refused in confirmed(tmp_path, filled).refused] == []
    assert said(confirmed(tmp_path)) == []
    assert said(confirmed(tmp_path, plan=other)) == [("QO", "confirmed", ("1.3",), None)]


def test_read_replies__of_rows_made_in_yaml(tmp_path: Path) -> None:
    key = f"Q-2031:1.1 part {DRAFT.action('1.1').content_digest}"
    book = filled_sheet(sheet(), {})
    sender = answer_cell(book, "party").offset(column=1).value
    rows = "".join(
        f'  - {{key: "{name}", answer: "{answer}"}}\n'
        for name, answer in ((sender, "QO"), ("Q-2031 on 00000000", "2031-02-03"), (key, "confirm"))
    )
    path = tmp_path / "QO.yaml"
    path.write_text(f"empact: form/1\nrows:\n{rows}", encoding="utf-8")
    reading = SESSION.read_replies(path, SESSION.context(DRAFT))
    assert [(answer.action, answer.cell) for answer in reading.require().answers] == [("1.1", "5:47")]


def test_confirmations__that_could_not_all_be_written_are_completed_by_the_same_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, written, add = sheet_bytes(sheet(), ANSWERS), list[str](), folders.add

    def full_disk(folder: Path, plan: str, id: str, content: bytes) -> object:
        if written:
            raise OSError(28, "No space left on device")
        written.append(id)
        return add(folder, plan, id, content)

    with monkeypatch.context() as patch:
        patch.setattr(folders, "add", full_disk)
        with pytest.raises(OSError, match="No space left"):
            confirmed(tmp_path, data, add=True)
    assert [file.read_bytes() for file in (tmp_path / "records" / "received").iterdir()] == [data]
    rest = confirmed(tmp_path, add=True)
    assert (said(rest), len(rest.there)) == (EVERYTHING[1:], 1)


def test_confirmations__name_actions_as_the_plan_does(tmp_path: Path) -> None:
    (proposed, *_) = confirmed(tmp_path, sheet_bytes(sheet(), ANSWERS)).proposed
    assert proposed.content.actions == (Ref(action="1.1"),)
