"""Tasking sheets that come back: what they say becomes entries of the ledger, or is asked back with its cell."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from tests.support import invented
from tests.support.filled_forms import filled_workbook, workbook_bytes
from tests.support.filled_sheets import AGREED, TEXT, Answers, answer_cell, filled_sheet, sheet_bytes, word_sheet

import oap_invented_2031
from empact import Plan, Session
from empact.analysis import Confirmations, RefusedSheet
from empact.diagnostics import Severity
from empact.model import EntryContent, EntryKind, PartReply, Prose, Ref, Reply
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
    inbox.mkdir(parents=True, exist_ok=True)
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


def test_confirmations__of_an_open_file_need_the_name_of_its_format(tmp_path: Path) -> None:
    file = io.BytesIO(sheet_bytes(sheet(), {"on": "2031-02-03", "1.1": "confirm"}))
    result = SESSION.confirmations(DRAFT, file, ledger=tmp_path / "ledger", format="xlsx")
    assert said(result) == [("QO", "confirmed", ("1.1",), None)]


@pytest.mark.parametrize("day", ["14/02/2031", "14.02.2031", "14.2.2031"])
def test_confirmations__take_a_day_that_has_one_meaning(day: str, tmp_path: Path) -> None:
    (entry,) = confirmed(tmp_path, filled_sheet(sheet(), {"on": day, "1.1": "confirm"})).proposed
    assert entry.content.on == dt.date(2031, 2, 14)


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


def entry(tmp_path: Path, kind: EntryKind, plan: Plan = DRAFT, **fields: Any) -> str:
    """Add an entry to the ledger, and return its id."""
    content = EntryContent(plan="Q-2031", kind=kind, source="Invented: letter", **{"on": DAY, **fields})
    return SESSION.workspace.ledger.add(content, tmp_path / "records" / "ledger", create=True, plans=[plan]).id


def test_confirmations__that_a_correction_took_back_stay_taken_back(tmp_path: Path) -> None:
    added = confirmed(tmp_path, sheet_bytes(sheet(), ANSWERS), add=True).added
    slip = entry(tmp_path, EntryKind.CORRECTION, replies_to=(str(added[0].id),), text=Prose(text="A slip."))
    again = confirmed(tmp_path, add=True)
    assert (again.proposed, again.added, len(again.there)) == ((), (), 2)
    assert [(each.id, each.taken_back_by) for each in again.taken_back] == [(added[0].id, (slip,))]
    later = sheet_bytes(sheet(), {"on": dt.date(2031, 2, 4), "1.1": "confirm"})
    assert said(confirmed(tmp_path, sheet_bytes(sheet(), ANSWERS), later)) == EVERYTHING[:1]


def changed(text: str, *pairs: tuple[str, str]) -> Plan:
    """The draft with other words."""
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return SESSION.loads(text, format="yaml")


@pytest.mark.parametrize(
    "pair",
    [('"1.2", leaders: QN', '"1.2", leaders: QP'), ("Check the parcels.", "Weigh the lorries.")],
    ids=["leader", "words"],
)
def test_confirmations__of_an_action_that_changed_are_asked_and_added_again(
    pair: tuple[str, str], tmp_path: Path
) -> None:
    """What QO confirmed was another action: the part is open again, until QO confirms it as it is now."""
    first = sheet_bytes(sheet(), {"on": DAY, "1.2": "confirm"})
    confirmed(tmp_path, first, add=True)
    plan = changed(TEXT, pair)
    ledger = tmp_path / "records" / "ledger"
    context = SESSION.context(plan, records=SESSION.records(ledger=ledger, plans=[plan]))
    assert context.confirmations == ()
    assert [question.asked for question in context.tasking("QO").questions if question.action == "1.2"] == [True]
    codes = {finding.code for finding in SESSION.validate(plan, records=SESSION.records(ledger=ledger, plans=[plan]))}
    assert "OAP830" in codes
    assert "OAP831" not in codes
    result = confirmed(tmp_path, sheet_bytes(sheet(plan), {"on": DAY, "1.2": "confirm"}), plan=plan, add=True)
    assert (said(result), result.there) == ([("QO", "confirmed", ("1.2",), None)], ())
    records = SESSION.records(ledger=ledger, plans=[plan])
    assert [known.action_number for known in SESSION.context(plan, records=records).confirmations] == ["1.2"]
    assert "OAP830" not in {finding.code for finding in SESSION.validate(plan, records=records)}


def test_confirmations__by_a_name_are_those_of_the_party(tmp_path: Path) -> None:
    """An entry by "Ottermark" is by QO: it is not added twice, and contradicts another answer of that day."""
    actions = (Ref(action="1.1"),)
    by = invented.parties("Ottermark")
    there = entry(tmp_path, EntryKind.CONFIRMATION, by=by, part=PartReply.CONFIRMED, actions=actions)
    result = confirmed(tmp_path, sheet_bytes(sheet(), {"on": DAY, "1.1": "confirm"}))
    assert ([each.id for each in result.there], result.proposed) == ([there], ())
    (refused,) = confirmed(tmp_path, sheet_bytes(sheet(), {"on": DAY, "1.1": "decline"})).refused
    assert f"and 'confirmed' in the ledger ({there})." in problems(refused)[0]


def test_confirmations__after_an_answer_that_declines_are_new(tmp_path: Path) -> None:
    """QO confirms, declines by a letter of a later day, and confirms again."""
    confirmed(tmp_path, sheet_bytes(sheet(), {"on": DAY, "1.2": "confirm"}), add=True)
    declined: dict[str, Any] = {"by": invented.parties("QO"), "reply": Reply.DECLINED, "actions": (Ref(action="1.2"),)}
    asked = entry(tmp_path, EntryKind.REMINDER, parties=invented.parties("QO"), by=invented.parties("QM"))
    entry(tmp_path, EntryKind.ANSWER, on=dt.date(2031, 2, 10), replies_to=(asked,), **declined)
    again = sheet_bytes(sheet(), {"on": dt.date(2031, 2, 12), "1.2": "confirm"})
    assert said(confirmed(tmp_path, again)) == [("QO", "confirmed", ("1.2",), None)]


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
    assert [refused.why for refused in result.refused] == ["It has no answer."] * 2
    assert problems(result.refused[0]) == ["1.xlsx: error OAP003 empty-file: The sheet has no answer."]
    assert problems(result.refused[1]) == [
        "2.xlsx: error OAP003 empty-file: The sheet has no answer, but it has the day 2031-02-03."
    ]


def test_confirmations__name_what_is_not_read(tmp_path: Path) -> None:
    """The sheet of an agency without a part asks nothing."""
    result = confirmed(tmp_path, sheet_bytes(sheet(), ANSWERS), sheet(party="Europol"))
    assert (said(result), result.refused) == (EVERYTHING, ())
    assert [Path(name).name for name in result.not_read] == ["2.xlsx"]


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


@pytest.mark.parametrize(("language", "choices"), [("fr", "confirmer or décliner"), ("de", "bestätigen or ablehnen")])
def test_confirmations__name_the_choices_in_the_language_of_the_sheet(
    language: str, choices: str, tmp_path: Path
) -> None:
    result = confirmed(tmp_path, filled_sheet(sheet(language=language), {"on": DAY, "1.1": "oui"}))
    (problem,) = result.refused[0].diagnostics
    assert problem.hint == f"Choose {choices}."


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


def test_confirmations__name_actions_in_the_order_of_the_plan(tmp_path: Path) -> None:
    """The rows of a sheet are by date."""
    plan = changed(
        TEXT, ("Watch the clocks.", "Watch the clocks., timing: November"), ("parcels.", "parcels., timing: May")
    )
    data = sheet_bytes(sheet(plan), {"on": DAY, "1.1": "decline", "1.2": "decline"})
    rows = [row[0].value for row in openpyxl.load_workbook(io.BytesIO(data))["Actions by date"].iter_rows(min_row=4)]
    assert rows[:2] == ["1.2", "1.1"]
    assert said(confirmed(tmp_path, data, plan=plan)) == [("QO", "declined", ("1.1", "1.2"), None)]


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


def test_sheet_with_the_ledger__says_beside_a_question_what_the_party_answered(tmp_path: Path) -> None:
    confirmed(tmp_path, sheet_bytes(sheet(), ANSWERS), add=True)
    records = SESSION.records(ledger=tmp_path / "records" / "ledger", plans=[DRAFT])
    tasking = SESSION.context(DRAFT, records=records).tasking("QO")
    assert [(known.action, known.part, known.on) for known in tasking.questions] == [
        ("1.1", PartReply.CONFIRMED, DAY),
        ("1.3", PartReply.OPEN, DAY),
    ]
    options: dict[str, Any] = {"party": "QO", "with_ledger": True, "records": records}
    text = " ".join(SESSION.export(DRAFT, document="tasking", to="text", **options).decode().split())
    assert "Our part: joins; participation confirmed on 2031-02-03 Activity: Watch the clocks." in text
    assert "Our part: leads (tentative); participation left open on 2031-02-03" in text
    assert "participation" not in SESSION.export(DRAFT, document="tasking", to="text", party="QO").decode()


def test_confirmations__do_not_miss_rows_that_a_sheet_made_with_the_ledger_lacks(tmp_path: Path) -> None:
    """COSI validates the draft: its sheets ask no more about 1.1, which names QO."""
    entry(tmp_path, EntryKind.VALIDATION, by=invented.parties("COSI"))
    records = SESSION.records(ledger=tmp_path / "records" / "ledger", plans=[DRAFT])
    options: dict[str, Any] = {"party": "QO", "with_ledger": True, "records": records}
    data = SESSION.export(DRAFT, document="tasking", to="xlsx", **options)
    book = filled_sheet(data, {"on": DAY, "1.2": "confirm"})
    with pytest.raises(KeyError, match=r"1\.1"):
        answer_cell(book, "1.1")
    result = confirmed(tmp_path, book)
    assert (said(result), result.diagnostics) == ([("QO", "confirmed", ("1.2",), None)], ())
    book["Actions by date"].delete_rows(next(row[0].row for row in book["Actions by date"] if row[0].value == "1.3"))
    (warning,) = confirmed(tmp_path, book).diagnostics
    assert "Q-2031:1.3 part" in warning.message


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


SECRET = "call jo@clocks.example"


def written(result: Confirmations, folder: Path) -> str:
    """All that is said about sheets, and all that is kept of them."""
    kept = [path.read_bytes().decode("utf-8", "replace") for path in folder.rglob("*") if path.is_file()]
    found = [problem for refused in result.refused for problem in refused.diagnostics]
    return "\n".join((*map(str, (*result.diagnostics, *found)), *kept))


def test_confirmations__refuse_personal_data_in_a_remark_until_it_is_accepted(tmp_path: Path) -> None:
    data = sheet_bytes(sheet(), {"on": DAY, "1.1": ("confirm", SECRET), "1.2": "decline"})
    result = confirmed(tmp_path, data, add=True)
    (refused,) = result.refused
    assert (said(result), refused.why) == ([], "OAP834 personal-data.")
    where, said_of_it = "1.xlsx, sheet 'Actions by date', cell G4", "The remark on action 1.1 has an e-mail address."
    assert problems(refused) == [f"{where}: warning OAP834 personal-data: {said_of_it}"]
    assert "clocks.example" not in written(result, tmp_path / "records")
    taken = SESSION.confirmations(
        DRAFT, tmp_path / "inbox", ledger=tmp_path / "records" / "ledger", add=True, create=True, accept_text=True
    )
    assert [each.content.text.text for each in taken.added] == [SECRET, None]
    assert [finding.code for finding in taken.diagnostics] == ["OAP834"]


def test_confirmations__never_repeat_personal_data_in_an_answer(tmp_path: Path) -> None:
    result = confirmed(tmp_path, sheet_bytes(sheet(), {"on": DAY, "1.1": SECRET}))
    where, asked_back = (
        "1.xlsx, sheet 'Actions by date', cell G4",
        "'call *****************' is not one of the answers.",
    )
    assert problems(result.refused[0])[:1] == [f"{where}: error OAP022 form-answer: {asked_back}"]
    assert "clocks.example" not in written(result, tmp_path / "records")


def test_confirmations__keep_no_file_with_personal_data_where_nothing_is_read(tmp_path: Path) -> None:
    """In the cell for national use, in a comment, in a link, and on a sheet of the sender's own."""
    for number, where in enumerate(("national", "comment", "link", "sheet")):
        book = filled_sheet(sheet(), {"on": DAY, "1.1": "confirm"})
        cell = answer_cell(book, "1.1", "remark").offset(column=1)
        if where == "national":
            cell.value = SECRET
        elif where == "comment":
            cell.comment = Comment(SECRET, "Jo Doe")
        elif where == "link":
            cell.hyperlink = "mailto:jo@clocks.example"
        else:
            book.create_sheet("Ours")["B7"].value = SECRET
        result = confirmed(tmp_path / str(number), book, add=True)
        (refused,) = result.refused
        found = "The file has an e-mail address in a place that is not read, such as another cell or a comment."
        assert problems(refused) == [f"1.xlsx: warning OAP834 personal-data: {found}"]
        assert "clocks.example" not in written(result, tmp_path / str(number) / "records")


def test_confirmations__of_a_plan_that_has_an_address_itself_are_taken(tmp_path: Path) -> None:
    """It was on the sheet that was sent."""
    plan = SESSION.loads(TEXT.replace("Check the parcels.", "Write to desk@clocks.example."), format="yaml")
    result = confirmed(tmp_path, sheet_bytes(sheet(plan), ANSWERS), plan=plan)
    assert (said(result), result.refused) == (EVERYTHING, ())


def test_confirmations__have_no_name_of_a_sheet_that_a_sender_gave(tmp_path: Path) -> None:
    book = filled_sheet(sheet(), ANSWERS)
    book["Actions by date"].title = "ask Jo Doe"
    (first, *_) = confirmed(tmp_path, book).proposed
    assert first.content.source.endswith(": cell G4")
