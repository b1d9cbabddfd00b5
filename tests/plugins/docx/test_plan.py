"""The plan as the Council prints it, in Word: its cells, its notes and its cover, read back by a walk of our own."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

import attrs
import pytest
from tests.support.written import SESSION

from empact import Plan, loads
from empact.analysis import PlanContext
from empact.documents import Column, ColumnType, Document, Row, Table, Text, build_council_document
from empact.model import Action, Emphasis, EmphasisStyle
from empact.plugins.docx.tables import measure

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PLAN = SESSION.load("oap-c-2012")
TITLES = [
    *("#", "Activity", "Leader", "Participants", "Description", "I/D SG", "I/D OA", "Timing", "Target"),
    *("Results>June", "Results>Dec"),
]
"""The titles of the columns of the printed plan (page 12)."""
_SIGNS = {f"{W}br": "\n", f"{W}tab": "\t"}


def exported(plan: Plan = PLAN, **options: Any) -> bytes:
    return SESSION.export(plan, to="docx", path=None, **options)


def part(data: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ET.fromstring(archive.read(f"word/{name}.xml"))


def text(element: ET.Element) -> str:
    """The text of an element, with the marks of its footnotes: a blank line between two paragraphs."""
    paragraphs = []
    for paragraph in element.iter(f"{W}p"):
        pieces = []
        for each in paragraph.iter():
            if each.tag == f"{W}footnoteReference":
                pieces.append(f"[^{each.get(f'{W}id')}]")
            elif each.tag == f"{W}t":
                pieces.append(each.text or "")
            else:
                pieces.append(_SIGNS.get(each.tag, ""))
        paragraphs.append("".join(pieces))
    return "\n\n".join(paragraphs)


def tables(data: bytes) -> list[list[list[str]]]:
    """The texts of the cells of each table."""
    return [
        [[text(cell) for cell in row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")]
        for table in part(data, "document").iter(f"{W}tbl")
    ]


def printed(action: Action) -> list[str]:
    """The eleven cells of an action, from the model."""
    goals, _, actions = str(action.links).partition(";")
    target = "\n\n".join(filter(None, map(str, (action.target, action.kpis))))
    cells = [action.number, action.activity, action.leaders, action.participants, action.description]
    texts = [*map(str, cells), goals.strip(), actions.strip(), str(action.timing), target]
    texts += [str(action.results.get(name, "")) for name in ("June", "Dec")]
    return [each.strip() for each in texts]


def test_plan__has_the_176_cells_of_the_printed_table() -> None:
    table = tables(exported())[-1]
    assert table[0] == [title.replace(">", ">\n") for title in TITLES]
    rows = [row for row in table[1:] if len(row) > 1]
    assert sum(map(len, rows)) == 176
    assert rows == [printed(action) for action in PLAN.actions]


def test_plan__has_cells_as_they_are_printed() -> None:
    rows = {row[0]: row for row in tables(exported())[-1]}
    assert rows["2.1"][2:4] == ["IT[^7]", "UK, SI, Relevant MS"]
    assert rows["5.2"][5:7] == ["SG 1, SG 2, SG 4", "1.1"]
    assert "Study visit in US in the 1st semester.[^8]" in rows["5.2"][7]
    assert rows["6.2"][1].endswith("the Mediterranean Sea. (to be confirmed: ongoing contacts with Spain).")
    assert rows["6.3"][8].split("\n\n")[-1] == "KPI: The list of actions established."
    assert rows["7.2"][9:] == ["", ""]


def test_plan__has_a_row_for_each_goal_above_its_actions() -> None:
    table = tables(exported())[-1]
    goals = [row[0] for row in table if len(row) == 1]
    assert goals[4] == (
        "Strategic Goal 5: To make full use of innovative and efficient administrative procedures to disrupt organised "
        "crime group/facilitators that abuse vulnerabilities and legal proceedings for their criminal activities."
    )
    order = [row[0].partition(":")[0] for row in table[1:]]
    assert order == [
        *("Strategic Goal 1", "1.1", "1.2", "1.3", "Strategic Goal 2", "2.1", "2.2", "2.3", "Strategic Goal 3", "3.1"),
        *("Strategic Goal 4", "4.1", "4.2", "Strategic Goal 5", "5.1", "5.2", "Strategic Goal 6", "6.1", "6.2", "6.3"),
        *("Strategic Goal 7", "7.1", "7.2"),
    ]


def test_plan__has_the_ten_notes_as_footnotes_in_their_places() -> None:
    data = exported()
    notes = {each.get(f"{W}id"): text(each) for each in part(data, "footnotes") if each.get(f"{W}type") is None}
    assert notes == {note.mark: f" {note.text}" for note in PLAN.notes}
    assert list(notes) == [str(number) for number in range(1, 11)]
    references = [each.get(f"{W}id") for each in part(data, "document").iter(f"{W}footnoteReference")]
    assert references == list(notes)
    body = text(part(data, "document"))
    assert "organised and serious international crime[^1]. Based on the OCTA 2011[^2], Council" in body
    assert "To restart the SAHaraMED project[^9], aiming" in body


def test_plan__has_the_cover_of_the_printed_plan() -> None:
    head, cover, _ = tables(exported())
    assert head == [
        [
            "COUNCIL OF THE EUROPEAN UNION",
            (
                "Brussels, 15 December 2011\n\n17793/2/11 REV 2\n\nJAI 894\nCOSI 102\nENFOPOL 442\nCRIMORG 235\n"
                "ENFOCUSTOM 161\nPESC 1558\nRELEX 1264\nJAIEX 132\nGENVAL 129\nFRONT 189\nCOMIX 782"
            ),
        ],
        ["NOTE", ""],
    ]
    assert [row[0] for row in cover] == ["From:", "To:", "No. prev. doc.:", "Subject:"]
    assert cover[0][1] == "Presidency"
    assert cover[2][1].startswith("17796/3/11 REV 3 JAI 895 COSI 103")
    assert cover[3][1] == 'Operational Action Plan related to the EU crime priority C: "illegal immigration"'


def test_plan__has_the_texts_and_the_goals_of_the_printed_plan() -> None:
    paragraphs = [text(each) for each in part(exported(), "document").findall(f"{W}body/{W}p")]
    found = [each for each in paragraphs if each]
    start = found.index("Operational Action Plan 2012: Priority Crime Area C: Illegal Immigration")
    assert found[start - 1].startswith("Delegations will find in annex the Operational Action Plan")
    assert found[start + 1] == "1. Aim"
    headings = [each for each in found if re.match(r"[1-5]\.", each)]
    assert headings == [section.heading for section in PLAN.sections]
    goal = found.index("5.1 Strategic goals addressed in the OAP") + 2
    assert found[goal].startswith("Goal 1:\nTo maintain a comprehensive intelligence picture")
    assert found[goal + 7] == "5.2 Planning"


def test_plan__has_a_table_for_each_goal_if_asked() -> None:
    assert len(tables(exported(per_goal=True))) == 2 + 7


def council(plan: Plan) -> Document:
    return build_council_document(PlanContext(plan=plan))


def test_council_document__invents_nothing() -> None:
    document = council(Plan(id="X-2026"))
    assert (document.title, document.sections) == ("X-2026", ())


def test_council_document__has_what_only_the_columns_of_the_plan_sheet_state() -> None:
    plan = loads(
        """\
empact: plan/1
id: X-2026
channels: [{system: SIENA}]
sections: [{number: "1"}, {number: "2.1", heading: " ", text: {withheld: true}}]
goals: [{number: "1", annex: To train., body: To train officers.}, {number: "2"}]
actions: [{number: "1.1", goal: "1", activity: Train, channels: [{system: EIS}], links: [{to: "1.1", origin: author}]}]
notes: [{mark: "3", text: Left.}]
""",
        format="yaml",
    )
    document = council(plan)
    assert [(section.title, section.level) for section in document.sections] == [
        ("1", 1),
        ("2.1", 2),
        ("Strategic goals", 1),
        ("Strategic Goal 1: To train.", 2),
        ("Strategic Goal 2", 2),
        ("Other data of the actions", 1),
        ("Other notes", 1),
    ]
    assert document.section("section-2.1").body == Text(("withheld",))
    assert document.section("goals").body == Text(
        ("Goal 1:\nTo train officers.",), emphasis=(Emphasis(words="Goal 1:", style=EmphasisStyle.BOLD),)
    )
    assert document.section("notes").body == Text(("Note 3: Left.",))
    body = document.section("goal-1").body
    assert isinstance(body, Table)
    assert [column.title for column in body.columns] == TITLES[:-2]
    more = document.section("other-data").body
    assert isinstance(more, Table)
    assert [column.key for column in more.columns] == ["number", "channels", "plan/channels"]
    assert [row.values for row in more.rows] == [("1.1", "EIS", "SIENA")]


def test_council_document__leaves_out_channels_that_the_text_states() -> None:
    tables = [section.body for section in council(PLAN).sections if section.key.startswith("goal-")]
    assert {tuple(column.title for column in body.columns) for body in tables if isinstance(body, Table)} == {
        tuple(TITLES)
    }


@pytest.mark.parametrize("name", ["oap-invented-2031"])
def test_council_document__has_each_action_once(name: str) -> None:
    plan = SESSION.load(name)
    bodies = [section.body for section in council(plan).sections if section.key.startswith("goal-")]
    keys = [row.key for body in bodies if isinstance(body, Table) for row in body.rows]
    assert sorted(keys) == sorted(action.number for action in plan.actions)
    other = council(plan).section("other-data").body
    assert isinstance(other, Table)
    assert other.columns == (
        Column(key="number", title="#"),
        Column(key="documentation", title="Documentation", type=ColumnType.LIST, width=40),
    )
    assert [attrs.evolve(row, ref=None) for row in other.rows] == [
        Row(action.number, (action.number, action.documentation or None)) for action in plan.actions
    ]


def test_a_column_without_any_text__gives_its_room_to_the_others() -> None:
    titles = ("Activity", "Results>December 2031 or later", "Target")
    columns = [(Column(key=title, title=title), False) for title in titles]
    texts = [["word " * 60], ["", ""], ["word " * 40]]
    left, empty, right = measure(columns, texts).twips(6000)
    filled = measure(columns, [texts[0], ["word " * 50, ""], texts[2]]).twips(6000)
    assert empty < filled[1] < left
    word = measure([(Column(key="a", title="December"), False)], [[""]]).twips(100_000)[0]
    assert abs(empty - word) <= 1
    assert left + empty + right <= 6000
    to_fill_in = measure([columns[0], (columns[1][0], True), columns[2]], texts).twips(6000)
    assert to_fill_in[1] > empty
