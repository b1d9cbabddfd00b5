"""The tasking sheet as a document."""

from __future__ import annotations

import datetime as dt
import re

import attrs
import pytest
from tests.support import invented
from tests.support.document_rows import paragraphs

import empact.plugins.documents
import oap_c_2012
from empact import Session
from empact.analysis import PlanContext, Taskings
from empact.documents import ColumnType, Document, FillIn, Hyperlink, Layout, Table, Value, build_tasking
from empact.documents.tasking_overview import abridged
from empact.errors import UnknownIdError
from empact.grammar.prose import bare_line
from empact.model import Plan
from empact.testing import DocumentContract

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")
CONTEXT = PlanContext(plan=PLAN)


class TestTasking(DocumentContract):
    plugin = empact.plugins.documents
    document = "tasking"


def table(document: Document, key: str) -> Table:
    body = document.section(key).body
    assert isinstance(body, Table)
    return body


def rows(document: Document, key: str) -> dict[str, dict[str, Value]]:
    found = table(document, key)
    names = [column.key for column in found.columns]
    return {row.key: dict(zip(names, row.values, strict=True)) for row in found.rows}


def test_sheet__starts_with_the_actions_by_date() -> None:
    document = build_tasking(CONTEXT, party="PL")
    overview = rows(document, "overview")
    assert [section.key for section in document.sections][:3] == ["summary", "sheet", "overview"]
    # 2.3, 4.2, 6.2, 7.1 and the milestones of 2.2 and 5.2 begin in January, 5.1 in February.
    order = "2.2 2.3 4.2 5.2 6.2 7.1 5.1 1.3 6.3 1.2 2.1 4.1 1.1 3.1 7.2"
    assert " ".join(overview) == order
    assert [column.title for column in table(document, "overview").columns] == [
        "Action",
        "Our part",
        "Activity",
        "Led by",
        "When",
        "KPI",
        "Your answer",
        "Remark",
        "Competent authority",
        "Key of the question",
    ]
    assert overview["5.2"]["part"] == "joins"
    assert overview["5.2"]["led_by"] == ("UK", "HU")
    assert overview["4.2"] | {"activity": ""} == {
        "action": "4.2",
        "part": "may join (Relevant MS)",
        "activity": "",
        "led_by": ("Eurojust",),
        "when": ("Jan to Dec 2012 (possible)",),
        "kpis": "Europol's presence at coordination meetings",
        "answer": None,
        "remark": None,
        "authority": None,
        "key": "C-2012:4.2 part ec5f06d9",
    }
    assert overview["7.1"]["when"] == ("Jan to Dec 2012", "1 milestone: Oct to Nov 2012 (possible)")


def test_sheet__of_an_agreed_plan_asks_only_about_what_it_leaves_open() -> None:
    """17793/2/11 REV 2: PL is named, or one of "All MS", in nine actions; six have "Relevant MS" or the like."""
    document = build_tasking(CONTEXT, party="PL")
    places = {row.key: [cell.fill_in for cell in row.cells][6:] for row in table(document, "overview").rows}
    open_part = [FillIn(("confirm", "decline", "open")), FillIn(), FillIn(), None]
    asked = [number for number, fill_ins in places.items() if fill_ins == open_part]
    assert " ".join(asked) == "4.2 6.2 5.1 2.1 4.1 7.2"
    assert all(places[number] == [None, None, FillIn(), None] for number in places.keys() - set(asked))


def test_sheet__of_a_draft_asks_about_each_part() -> None:
    draft = build_tasking(PlanContext(plan=PLAN, as_of=dt.date(2011, 12, 1)), party="PL")
    answers = {row.key: row.cells[6].fill_in for row in table(draft, "overview").rows}
    assert len(answers) == 15
    assert answers["2.2"] == answers["1.3"] == FillIn(("confirm", "decline"))
    assert answers["4.2"] == FillIn(("confirm", "decline", "open"))
    tentative = build_tasking(PlanContext(plan=PLAN, as_of=dt.date(2011, 12, 1)), party="ES")
    parts = {row.key: row.cells[6].fill_in for row in table(tentative, "overview").rows}
    assert parts["6.2"] == FillIn(("confirm", "decline", "open"))


def test_sheet__says_whose_it_is_and_asks_for_the_day() -> None:
    places = table(build_tasking(CONTEXT, party="PL"), "sheet").rows
    assert [(str(row.values[0]), row.values[1], str(row.values[2]).rpartition(" ")[0]) for row in places] == [
        ("Party", "PL", "C-2012 party 5fdbcc8e"),
        ("Day of the answers", None, "C-2012 on"),
    ]
    assert [row.cells[1].fill_in for row in places] == [None, FillIn(type=ColumnType.DATE)]


def test_sheet__that_asks_nothing_is_no_form() -> None:
    text = """\
empact: plan/1
id: X-2031
states: [{state: agreed, body: COSI}]
actions: [{number: "1", leaders: HU}]
"""
    document = build_tasking(PlanContext(plan=SESSION.loads(text, format="yaml")), party="HU")
    assert not document.is_form
    assert [section.key for section in document.sections] == ["summary", "overview", "plan", "leads"]
    assert build_tasking(CONTEXT, party="PL").is_form


def test_sheet__opens_with_what_the_party_has_to_know_to_do_and_by_when() -> None:
    # 17793/2/11 REV 2: HU leads 2.2 and 5.2, is one of "All MS" in six actions, and perhaps of "Relevant MS"; the
    # checkpoints are in June and in December.
    assert paragraphs(build_tasking(CONTEXT, party="HU"), "summary") == (
        "Leads 2.2, 5.2. Joins 1.1, 1.2, 1.3, 2.3, 3.1, 6.3 through a group or an office.",
        (
            "To decide: confirm or decline a part in 2.1, 4.1, 4.2, 5.1, 6.2, 7.2; the plan leaves open whether the "
            "party is meant."
        ),
        (
            "Answer in the table of the actions by date, and send the sheet back. Leave the keys as they are: they say "
            "what each answer is about. Personal and operational data do not belong in a remark."
        ),
        "For national use: the competent authority for each action. It is not read when the sheet comes back.",
        "Time: 1 January 2012 to 31 December 2012.",
        "Next checkpoint: June, on 30 June 2012.",
    )
    later = build_tasking(attrs.evolve(CONTEXT, as_of=dt.date(2012, 7, 1)), party="HU")
    assert paragraphs(later, "summary")[-1] == "Next checkpoint: Dec, on 31 December 2012."
    tentative = paragraphs(build_tasking(CONTEXT, party="ES"), "summary")
    assert "To confirm: the part in 6.2." in tentative


def test_sheet__has_a_first_page_across_and_details_row_by_row() -> None:
    layouts = {section.key: section.layout for section in build_tasking(CONTEXT, party="PL").sections}
    assert layouts == {
        "summary": None,
        "sheet": None,
        "overview": Layout.SHEET,
        "plan": Layout.RECORDS,
        "joins": Layout.RECORDS,
        "joins-through": Layout.RECORDS,
        "possible": Layout.RECORDS,
        "provisions": None,
    }


def test_sheet__cuts_long_texts_on_the_first_page_and_says_so() -> None:
    overview = rows(build_tasking(CONTEXT, party="HU"), "overview")
    # 17793/2/11 REV 2, the table: the activity of 2.2 goes on with "and consequently on the illegal immigration".
    activity = "Operation FIMATHU focusing on facilitated illegal border crossings at HU-RS section of the EU [...]"
    assert overview["2.2"] | {"led_by": ()} == {
        "action": "2.2",
        "part": "leads",
        "activity": activity,
        "led_by": (),
        # A meeting in December 2011, an application and a meeting from January on, days of action until September.
        "when": ("4 milestones: Dec 2011 to Sep 2012 (possible)",),
        "kpis": "Number of arrests / detected illegal immigrants",
        "answer": None,
        "remark": None,
        "authority": None,
        "key": None,
    }
    assert overview["5.2"]["activity"] == (
        "Follow up activities of COSPOL VOIC focused on illegal migration of Vietnamese nationals."
    )
    assert overview["2.3"]["kpis"] == "Number of contributions to AWF Checkpoint (1 of 3)"
    assert overview["3.1"]["kpis"] == "Workshop organised and dissemination of its [...]"
    assert overview["1.2"]["when"] == ("Apr to Jun 2012 (possible)",)
    assert overview["5.1"]["when"] == (
        "Feb 2012, Jun 2012 (possible)",
        "2 milestones: Feb to May 2012, Oct to Nov 2012 (possible)",
    )
    # Note 10 is behind "project", and says that participation is not confirmed.
    assert str(overview["6.2"]["activity"]).endswith("[...] (note 10)")


DETAILS = ("leads", "co-leads", "cooperates", "joins", "joins-through", "possible")


@pytest.mark.parametrize("party", ["HU", "PL", "DE", "UK", "ES", "CY", "Frontex", "Europol"])
def test_sheet__has_in_full_behind_the_first_page_what_is_cut_on_it(party: str) -> None:
    document, tasking = build_tasking(CONTEXT, party=party), Taskings(CONTEXT).of_party(party)
    present = {section.key for section in document.sections}
    details = [rows(document, key) for key in DETAILS if key in present]
    overview = rows(document, "overview")
    assert overview.keys() == {key.partition(" ")[0] for found in details for key in found}
    for task in (*tasking.tasks, *tasking.possible):
        row, number = overview[task.action.number], task.action.number
        full = next(
            found[number] for found in details if number in found and found[number]["reasons"] == task.explain()
        )
        plain = str(task.action.activity)
        assert full["activity"] == re.sub(r"\[\^(\d+)\]", r" (note \1)", plain)
        words = " ".join(bare_line(plain).split())
        start, cut, _ = str(row["activity"]).partition(" [...]")
        assert words.startswith(start.partition(" (note ")[0])
        assert cut or start.partition(" (note ")[0] == words
        assert full["kpis"] == (tuple(map(str, task.action.kpis)) or None)
        assert full["led_by"] == row["led_by"]
        days = intervals(full["when"], full["milestones"])
        times = [(one.span, one.certain) for one in task.spans]
        times += [(one.span, one.certain) for milestone in task.milestones for one in milestone.spans]
        for span, certain in times:
            start, end = str(span.start), str(span.end)
            assert any(first <= start and end <= last and sure is certain for first, last, sure in days)


def intervals(*values: Value) -> list[tuple[str, str, bool]]:
    """The days that the values of cells name: the first, the last, and whether they are certain."""
    items = [str(item) for value in values if isinstance(value, tuple) for item in value]
    day = r"\d{4}-\d\d-\d\d"
    found = re.findall(rf"({day})(?: to ({day}))?( \(possible\))?", " ".join(items))
    return [(first, last or first, not possible) for first, last, possible in found]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("", ""),
        ("Meet.", "Meet."),
        ("Meet in spring. Then report.", "Meet in spring. [...]"),
        ("First line\n\nSecond line", "First line [...]"),
        ("One two three four five six", "One two three four [...]"),
        ("One two three four f", "One two three four f"),
        ("One two three, fours, five", "One two three [...]"),
        ("One two, threes fours", "One two, threes [...]"),
        ("x" * 25, f"{'x' * 20} [...]"),
        ("The bold word[^7]", "The bold word"),
    ],
)
def test_abridged__keeps_the_first_sentence_or_the_words_that_fit(text: str, short: str) -> None:
    assert abridged(text, 20) == short


def test_sheet__names_days_that_are_no_whole_months_by_their_dates() -> None:
    text = """\
empact: plan/1
id: X-2031
period: {start: 2031-01-01, end: 2031-12-31}
actions:
- {number: "1", leaders: HU, timing: 14 to 16 May 2031, kpis: {withheld: true}}
- {number: "2", leaders: HU, timing: 14 May 2031}
- {number: "3", leaders: HU}
"""
    overview = rows(build_tasking(PlanContext(plan=SESSION.loads(text, format="yaml")), party="HU"), "overview")
    assert [row["when"] for row in overview.values()] == [("2031-05-14 to 2031-05-16",), ("2031-05-14",), None]
    assert [row["kpis"] for row in overview.values()].count("withheld") == 1


def test_sheet__has_one_row_for_two_parts_in_one_action() -> None:
    overview = rows(build_tasking(CONTEXT, party="Europol"), "overview")
    assert overview["1.1"]["part"] == "leads; joins"
    presidency = rows(build_tasking(CONTEXT, party="CY"), "overview")["4.1"]
    assert presidency["part"] == "leads (Acting EU Presidency); may join (Relevant MS)"
    assert presidency["when"] == ("Jul to Oct 2012", "May to Jun 2012 (possible)")


def test_sheet__says_that_a_part_is_to_be_confirmed_or_conditional() -> None:
    overview = rows(build_tasking(CONTEXT, party="ES"), "overview")
    assert (overview["6.2"]["part"], overview["6.2"]["key"]) == ("leads (tentative)", "C-2012:6.2 part bf3a2489")
    assert rows(build_tasking(CONTEXT, party="Frontex"), "overview")["2.1"]["part"] == "leads (conditional)"
    cooperating = rows(build_tasking(CONTEXT, party="IT"), "overview")["6.2"]
    assert cooperating["part"] == "cooperates (tentative)"


def test_sheet__has_the_details_of_each_part() -> None:
    document = build_tasking(CONTEXT, party="UK")
    assert [section.key for section in document.sections] == [
        "summary",
        "sheet",
        "overview",
        "plan",
        "leads",
        "joins",
        "joins-through",
        "possible",
        "provisions",
    ]
    task = rows(document, "leads")["5.2"]
    assert str(task["goal"]).startswith("SG 5: To make full use of innovative and efficient administrative procedures")
    assert task["partners"] == ("Europol", "PL", "SK", "DE")
    assert task["led_by"] == ("UK", "HU")
    assert task["channels"] == "AWF Checkpoint (Twister focal point)"
    assert task["funding"] == (
        "needed, paid by participating MS: study visits to Vietnam and the USA",
        "Europol, refused: study visits to Vietnam and the USA",
    )
    assert isinstance(task["notes"], tuple)
    assert str(task["notes"][0]).startswith("note 8: The proposed study visits to Vietnam and the USA")
    assert isinstance(task["milestones"], tuple)
    assert "Study visit in VN in 1st semester: 2012-01-01 to 2012-06-30 (possible)" in task["milestones"]
    assert task["links"] == (
        "SG 1",
        "SG 2",
        "SG 4",
        "1.1 (led by Frontex, Europol)",
        "from C-2012:1.1: 5.2 (led by Frontex, Europol)",
    )
    joined = rows(document, "joins")["2.1"]
    assert joined["targets"] == (
        "Detect illegal migrants.",
        "Identify/prosecute/disrupt organised immigration crime groups.",
        "Collect and analyse information for intelligence and investigation purposes.",
    )


def test_sheet__quotes_the_provisions_with_their_strength() -> None:
    provisions = rows(build_tasking(CONTEXT, party="PL"), "provisions")
    assert provisions["section 4.3/2/1"]["strength"] == "recommended"
    assert str(provisions["section 4.3/2/1"]["quote"]).startswith("It is recommended that all operational information")
    assert provisions["section 5.2/6/3"]["addressee"] == "MS"


def test_sheet__says_what_it_is_about() -> None:
    document = build_tasking(CONTEXT, party="Italy")
    assert (document.kind, document.name) == ("tasking", "C-2012-tasking-IT")
    assert document.marking == "RESTREINT UE/EU RESTRICTED"
    assert document.title.startswith("Tasking of IT (Italy): Operational Action Plan 2012")
    assert document.properties["member_state"] == "yes"
    assert document.properties["in_the_plan_as_a_whole"] == ("driver", "drafter")
    assert document.properties["checkpoints"] == ("June (2012-06-30)", "Dec (2012-12-31)")
    states = rows(document, "plan")["C-2012"]["state_of_the_plan"]
    assert isinstance(states, tuple)
    assert states[1:3] == (
        "agreed by COSI on 2011-12-08",
        "The OAP will be validated by COSI, and the tasking responsibilities contained in the plan confirmed.",
    )
    assert "draft" not in document.properties
    draft = build_tasking(PlanContext(plan=PLAN, as_of=dt.date(2011, 12, 1)), party="IT")
    assert (draft.properties["draft"], draft.title[:22]) == ("yes", "Draft tasking of IT (I")


@pytest.mark.parametrize(
    ("party", "year", "words"),
    [
        ("HR", 2012, "no, only from 2013-07-01"),
        ("HR", 2013, "yes, 2013-07-01 to 2013-12-31"),
        ("RS", 2012, "no"),
        ("UK", 2021, "no"),
        ("Europol", 2012, None),
    ],
)
def test_sheet__says_whether_a_state_is_a_member(party: str, year: int, words: str | None) -> None:
    text = f"empact: plan/1\nid: X\nperiod: {{start: {year}-01-01, end: {year}-12-31}}\n"
    document = build_tasking(PlanContext(plan=SESSION.loads(text, format="yaml")), party=party)
    assert document.properties.get("member_state") == words


def test_sheet__of_a_party_without_a_part_is_empty() -> None:
    document = build_tasking(CONTEXT, party="HR")
    assert [section.key for section in document.sections] == ["summary", "overview", "plan"]
    assert paragraphs(document, "summary")[0] == "No action names the party."
    assert rows(document, "overview") == {}
    with pytest.raises(UnknownIdError, match="Ruritania"):
        build_tasking(CONTEXT, party="Ruritania")


def test_sheet__of_an_outsider_has_its_own_actions_unless_all_are_asked_for() -> None:
    own = build_tasking(CONTEXT, party="LY")
    assert [section.key for section in own.sections] == ["summary", "sheet", "overview", "plan", "joins", "provisions"]
    everything = build_tasking(CONTEXT, party="LY", all_actions=True)
    assert [section.key for section in everything.sections] == [
        *("summary", "sheet", "overview", "plan", "joins", "mentioned", "provisions"),
    ]
    assert paragraphs(own, "summary") == paragraphs(everything, "summary")  # a mention is no part
    mention = rows(everything, "mentioned")["6.1"]
    assert (mention["part"], mention["led_by"]) == (None, ("IT",))
    assert "the activity of C-2012:6.1 names 'Libya'" in str(mention["reasons"])


def test_sheet__of_an_outsider_has_a_remark_on_what_it_lacks() -> None:
    own = build_tasking(CONTEXT, party="LY")
    assert own.remarks == ("The sheet of LY leaves out 1 mention of C-2012. Add --all-actions to have all.",)
    assert build_tasking(CONTEXT, party="LY", all_actions=True).remarks == ()
    assert build_tasking(CONTEXT, party="HU").remarks == ()
    assert "leaves out" not in str(Session().tree(own))


def test_sheet__has_documentation_as_hyperlinks_and_withheld_texts() -> None:
    text = """\
empact: plan/1
id: X-2031
period: {start: 2031-01-01, end: 2031-12-31}
actions:
  - number: "1"
    leaders: HU
    activity: {withheld: true}
    documentation: ["https://example.org/sheet", "file 7"]
    funding: [{source: ISF, status: granted, payer: [COM]}, {status: needed}]
"""
    document = build_tasking(PlanContext(plan=SESSION.loads(text, format="yaml")), party="HU")
    task = rows(document, "leads")["1"]
    assert task["documentation"] == (Hyperlink("https://example.org/sheet", "https://example.org/sheet"), "file 7")
    assert (task["activity"], task["when"], task["goal"]) == ("withheld", None, None)
    assert task["funding"] == ("ISF, granted, paid by COM", "needed")


def test_sheet__uses_no_ledger_unless_asked() -> None:
    known = invented.ledger(invented.decision("2031-07-01", "QN"), invented.decision("2031-07-01", "QO"))
    context = invented.SESSION.context(invented.PLAN, records=invented.SESSION.records(ledger=known))
    planned = invented.SESSION.context(invented.PLAN)
    assert build_tasking(context, party="QN") == build_tasking(planned, party="QN")
    document = build_tasking(context, party="QN", with_ledger=True)
    assert rows(document, "overview")["2.2"]["when"] == ("Jan to Jun 2031",)
    assert [section.key for section in document.sections] == [
        "summary",
        "sheet",
        "overview",
        "leads",
        "joins",
        "provisions",
        "ledger",
        "absences",
    ]
    assert list(rows(document, "ledger")) == ["e1"]
    assert [row["since"] for row in rows(document, "absences").values()] == [dt.date(2031, 7, 1)]


def test_sheet__of_a_draft_with_an_unknown_anchor_says_that_a_state_is_expected() -> None:
    text = """\
empact: plan/1
id: X-2031
states: [{state: validated, expected: true, stated: section 9/1/1}, {state: approved, expected: true}, {state: drafted}]
"""
    document = build_tasking(PlanContext(plan=SESSION.loads(text, format="yaml")), party="HU")
    assert rows(document, "plan")["X-2031"]["state_of_the_plan"] == (
        "validated: expected",
        "approved: expected",
        "drafted",
    )
    assert document.properties["draft"] == "yes"


def test_sheets_of_a_plan__with_two_equal_numbers_have_a_row_for_each() -> None:
    text = """\
empact: plan/1
id: X-2031
period: {start: 2031-01-01, end: 2031-12-31}
actions: [{number: "1", leaders: HU, timing: May}, {number: "1", leaders: HU, timing: June}]
"""
    plan: Plan = SESSION.loads(text, format="yaml")
    document = build_tasking(PlanContext(plan=plan), party="HU")
    assert {key: row["when"] for key, row in rows(document, "overview").items()} == {
        "1": ("May 2031",),
        "1 (2)": ("Jun 2031",),
    }
