"""Documents of an invented later cycle: thirteen columns below two rows of titles, or one form for each action.

The parties and the topic are invented. The words of each action are written here as they are printed, so that what is
read can be compared with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.support.council_word.file import CouncilFile, Edit, forget_template
from tests.support.council_word.markup import CENTRE, cell, note_reference, paragraph, properties_of, row, run, table
from tests.support.council_word.pages import add_notes, add_pages, add_styles

NUMBER, MARKING = "5432/1/31 REV 1", "LIMITE"
TITLE = "Operational Action Plan 2031: Counterfeit Clocks"
COVER = (
    ("From", "Presidency"),
    ("To", "Standing Committee on Operational Cooperation on Internal Security (COSI)"),
    ("No. prev. docs", "5432/31 COSI 12 ENFOPOL 34\n5111/31 COSI 7"),
    ("Driver", "QM"),
    ("Co-drivers", "QN, QO"),
    ("Subject", "EMPACT Operational Action Plan 2031 on counterfeit clocks (invented)"),
)
"""The lines below the head of the cover: each with its label."""
TITLES = (
    *("OA", "Title", "Description", "Crime area"),
    *("Leader", "Co-leader(s)", "Member States", "Others"),
    *("Start", "End", "Indicator", "Target value", "Budget (EUR)"),
)
"""The thirteen titles, without those above them."""
_ABOVE = {4: ("Actors", 4), 8: ("Dates", 2), 10: ("KPI", 2)}
"""The titles above others by the column at which they begin, each with the number of columns."""
GOALS = {"1": "To know who makes counterfeit clocks.", "2": "To stop counterfeit clocks at the border."}
ACTIONS = (
    (
        *("1.1", "Draw one picture of the routes of clocks.", "Each participant reports its seizures every month."),
        *("Counterfeiting", "QM", "QN, QO", "QP, QQ", "QZ", "1 January 2031", "31 December 2031"),
        *("Number of monthly reports", "12", "40 000"),
    ),
    (
        *("1.2", "Compare the movements of seized clocks.", "The laboratory of QQ opens the clocks.[^1]"),
        *("Counterfeiting\n\nMoney laundering", "QQ", "", "QM, QN", "", "1 March 2031", "30 June 2031"),
        *("Number of clocks compared", "200", ""),
    ),
    (
        *("2.1", "Check the parcels of the main routes in the same week.", "Each participant checks one centre."),
        *("Counterfeiting", "QO", "QP", "QM, QN, QR", "QZ, QX", "1 September 2031", "30 September 2031"),
        *("Number of clocks seized", "500", "25 000"),
    ),
)
"""The texts of each action in the order of the titles."""
NOTE = "The laboratory is open from February on."
LAYOUT = """\
[columns]
number = ["OA"]
activity = ["Title"]
description = ["Description"]
leaders = ["Actors Leader"]
co_leaders = ["Actors Co-leader(s)"]
participants = { parts = ["Actors Member States", "Actors Others"], between = ", " }
timing = { parts = ["Dates Start", "Dates End"], between = " to " }
kpis = ["KPI Indicator"]
target = ["KPI Target value"]

[goals]
rows = ["SG {number} – {text}"]

[cover]
driver = ["Driver"]
co_drivers = ["Co-drivers"]
"""
"""The mapping file of the document with the table; crime area and budget are left to the extension."""
FORM_LAYOUT = """\
[columns]
goal = ["Strategic goal"]
activity = ["Title"]
description = ["Description"]
leaders = ["Leader"]
co_leaders = ["Co-leader(s)"]
participants = { parts = ["Member States", "Others"], between = ", " }
timing = { parts = ["Start", "End"], between = " to " }
kpis = ["Indicator"]
target = ["Target value"]

[goals]
rows = ["SG {number} – {text}"]

[cover]
driver = ["Driver"]
co_drivers = ["Co-drivers"]
"""
"""The mapping file of the document with a form for each action."""
_WIDTHS = (600, 1900, 2100, 1100, 700, 900, 1100, 800, 1000, 1000, 1400, 800, 900)
_STYLE = '<w:pStyle w:val="TableText"/>'
_BOLD = properties_of("bold")


def later(*edits: Edit) -> bytes:
    """Return the document with the table of thirteen columns."""
    return _document(table("".join(_rows()), _WIDTHS) + paragraph(), edits)


def forms(*edits: Edit) -> bytes:
    """Return the document with one form for each action."""
    return _document("".join(map(_form, ACTIONS)), edits)


def _document(body: str, edits: Sequence[Edit]) -> bytes:
    made = CouncilFile()
    forget_template(made)
    add_styles(made)
    add_notes(made, {"1": NOTE})
    made.add(_cover())
    made.add(paragraph(run(TITLE, _BOLD), CENTRE))
    add_pages(made, NUMBER, MARKING)
    made.add(body)
    for edit in edits:
        edit(made)
    return made.bytes()


def _cover() -> str:
    """Return the cover: its head and its lines are tables, as in the templates of later years."""
    left = _paragraphs("Council of the\nEuropean Union", _BOLD)
    right = _paragraphs(f"Brussels, 3 February 2031\n\n{NUMBER}\n\n{MARKING}\n\nCOSI 12\nENFOPOL 34", _BOLD)
    head = table(row(cell(left, 4500) + cell(right, 4500)), (4500, 4500))
    lines = "".join(row(cell(_paragraphs(f"{label}:"), 2000) + cell(_paragraphs(text), 7000)) for label, text in COVER)
    return head + paragraph(run("NOTE", _BOLD)) + table(lines, (2000, 7000)) + paragraph()


def _rows() -> Iterator[str]:
    """Yield the rows: two rows of titles, and a goal above its actions."""
    upper, lower = "", ""
    for column, (title, width) in enumerate(zip(TITLES, _WIDTHS, strict=True)):
        if column in _ABOVE:
            above, columns = _ABOVE[column]
            span = f'<w:gridSpan w:val="{columns}"/>'
            upper += cell(_paragraphs(above, _BOLD), sum(_WIDTHS[column : column + columns]), span)
        if any(start <= column < start + columns for start, (_, columns) in _ABOVE.items()):
            lower += cell(_paragraphs(title, _BOLD), width)
        else:
            upper += cell(_paragraphs(title, _BOLD), width, '<w:vMerge w:val="restart"/>')
            lower += cell("", width, "<w:vMerge/>")
    yield row(upper, "<w:tblHeader/>") + row(lower, "<w:tblHeader/>")
    for goal, words in GOALS.items():
        span = f'<w:gridSpan w:val="{len(_WIDTHS)}"/>'
        yield row(cell(_paragraphs(f"SG {goal} \N{EN DASH} {words}"), sum(_WIDTHS), span))
        for action in ACTIONS:
            if action[0].startswith(f"{goal}."):
                yield row("".join(map(cell, map(_paragraphs, action), _WIDTHS)))


def _form(action: Sequence[str]) -> str:
    """Return the form of an action: a title over both columns, then a label and a text in each row."""
    number, title, *texts = action
    goal = number.partition(".")[0]
    head = cell(_paragraphs(f"Operational Action {number}", _BOLD), 9000, '<w:gridSpan w:val="2"/>')
    labels = ("Title", "Strategic goal", *TITLES[2:])
    lines = zip(labels, (title, f"SG {goal} \N{EN DASH} {GOALS[goal]}", *texts), strict=True)
    rows = "".join(row(cell(_paragraphs(label, _BOLD), 2500) + cell(_paragraphs(text), 6500)) for label, text in lines)
    return table(row(head) + rows, (2500, 6500)) + paragraph()


def _paragraphs(text: str, look: str = "") -> str:
    """Return the paragraphs of a text, which may have the mark of the note."""
    return "".join(
        paragraph(run(part.removesuffix("[^1]"), look) + (note_reference("1") if part.endswith("[^1]") else ""), _STYLE)
        for part in text.split("\n\n")
        if part
    )
