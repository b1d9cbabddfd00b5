"""The table as others lay it out: cells merged, rows and tables cut, heads repeated, tables in cells."""

from __future__ import annotations

import copy
from typing import Any

from tests.support.council_word.file import CouncilFile, W, elements, head_of, text_of
from tests.support.council_word.markup import cell, paragraph, row, run, table
from tests.support.council_word.reference import CELL_STYLE, COLUMN, WIDTHS

_FIRST, _NEXT = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def merged_down(made: CouncilFile) -> None:
    """The rows that go on with 2.3 and 6.1 are merged with theirs, but for the cell that goes on."""
    for number, column in (("2.3", "target"), ("6.1", "timing")):
        first = made.row(number)
        rows = [first]
        while (following := rows[-1].getnext()) is not None and not text_of(following.find(f"{W}tc")):
            rows.append(following)
        for at in set(range(len(WIDTHS))) - {COLUMN[column]}:
            for found in rows:
                mark = _FIRST if found is first else _NEXT
                head_of(found.findall(f"{W}tc")[at], "tcPr").extend(elements(mark))


def shared_leader(made: CouncilFile) -> None:
    """Actions 1.2 and 1.3 have one cell of leaders: ``Frontex``."""
    first, second = (made.cell(number, COLUMN["leaders"]) for number in ("1.2", "1.3"))
    head_of(first, "tcPr").extend(elements(_FIRST))
    head_of(second, "tcPr").extend(elements(_NEXT))
    made.fill("1.3", COLUMN["leaders"], paragraph())


def merged_results(made: CouncilFile) -> None:
    """Action 7.1 has one empty cell for both results."""
    june, december = (made.cell("7.1", COLUMN[name]) for name in ("June", "Dec"))
    head_of(june, "tcPr").extend(elements('<w:gridSpan w:val="2"/>'))
    december.getparent().remove(december)


def short_row(made: CouncilFile) -> None:
    """The row of 7.2 ends before the results."""
    found = made.row("7.2")
    for last in found.findall(f"{W}tc")[-2:]:
        found.remove(last)
    head_of(found, "trPr").extend(elements('<w:gridAfter w:val="2"/><w:wAfter w:w="1700" w:type="dxa"/>'))


def goal_above_head(made: CouncilFile) -> None:
    """The first goal is above the head, as the source prints it, and no row is repeated."""
    head = _head(made)
    properties = head.find(f"{W}trPr")
    head.remove(properties)
    goal = head.getnext()
    head.addprevious(goal)


def goals_not_merged(made: CouncilFile) -> None:
    """Each goal stands in the first cell of a row, whose other cells are empty."""
    for goal in _goals(made):
        texts = [text_of(goal), *[""] * (len(WIDTHS) - 1)]
        _instead(goal, texts)


def goals_in_two_cells(made: CouncilFile) -> None:
    """Each goal stands in two cells of a row: ``Strategic Goal 1`` and its words."""
    for goal in _goals(made):
        name, _, words = text_of(goal).partition(": ")
        _instead(goal, [name, words, *[""] * (len(WIDTHS) - 2)])


def repeated_heads(made: CouncilFile) -> None:
    """The head stands above the actions of every goal once more."""
    head = _head(made)
    for found in _goals(made)[1:]:
        again = copy.deepcopy(head)
        again.remove(again.find(f"{W}trPr"))
        found.addnext(again)


def cut_table(made: CouncilFile) -> None:
    """The table is cut into three: before the rows that go on with 2.3, without a head, and before goal 6, with one."""
    _cut(made.row("2.3").getnext(), head=None)
    _cut(made.row("6.1").getprevious(), head=_head(made))


def table_of_each_goal(made: CouncilFile) -> None:
    """Every goal is a paragraph above a table of its own with a head."""
    head = _head(made)
    for number, goal in enumerate(_goals(made)):
        title = paragraph(run(text_of(goal)))
        if number == 0:
            goal.getparent().addprevious(elements(title)[0])
        else:
            _cut(goal.getnext(), head=head, between=title)
        goal.getparent().remove(goal)


def inner_table(made: CouncilFile) -> None:
    """The KPI of 5.1 is in a table in its cell: ``KPI`` and ``Number of action days / locations``."""
    target = made.cell("5.1", COLUMN["target"])
    last = target.findall(f"{W}p")[-1]
    texts = ("KPI", "Number of action days / locations")
    cells = "".join(cell(paragraph(run(text), CELL_STYLE), 1000) for text in texts)
    last.addprevious(elements(table(row(cells), (1000, 1000)))[0])
    for old in last.findall(f"{W}r"):
        last.remove(old)


def empty_rows(made: CouncilFile) -> None:
    """Above goal 3 and at the end are rows with nothing."""
    blank = row("".join(cell("", width) for width in WIDTHS))
    goal = made.row("3.1").getprevious()
    goal.addprevious(elements(blank)[0])
    goal.getparent().extend(elements(blank))


def numbers_with_full_stops(made: CouncilFile) -> None:
    """The numbers of the actions end with a full stop, as in ``1.1.``."""
    for found in made.body.iter(f"{W}tr"):
        first = found.find(f"{W}tc")
        if text_of(first)[:1].isdecimal():
            first.find(f"{W}p").extend(elements(run(".")))


def _head(made: CouncilFile) -> Any:
    return next(made.body.iter(f"{W}tr"))


def _cut(first: Any, *, head: Any, between: str = "") -> None:
    """Let a row and those below it be a table of their own."""
    above = first.getparent()
    below = copy.deepcopy(above)
    for old in below.xpath("./w:tr | ./w:sdt"):
        below.remove(old)
    below.extend([] if head is None else [copy.deepcopy(head)])
    rows = [first, *first.itersiblings()]
    below.extend(rows)
    above.addnext(below)
    above.addnext(elements(between or paragraph())[0])


def two_rows_of_titles(made: CouncilFile) -> None:
    """The titles are in two rows: ``Results`` stands above ``June`` and ``Dec``."""
    head = _head(made)
    lower = copy.deepcopy(head)
    head.addnext(lower)
    for upper, under in zip(head.findall(f"{W}tc")[:-2], lower.findall(f"{W}tc"), strict=False):
        head_of(upper, "tcPr").extend(elements(_FIRST))
        head_of(under, "tcPr").extend(elements(_NEXT))
        _say(under, "")
    june, december = head.findall(f"{W}tc")[-2:]
    _say(june, "Results")
    head_of(june, "tcPr").extend(elements('<w:gridSpan w:val="2"/>'))
    head.remove(december)
    for under, name in zip(lower.findall(f"{W}tc")[-2:], ("June", "Dec"), strict=True):
        _say(under, name)


def other_order(made: CouncilFile) -> None:
    """Participants stand before leaders, and the timing before the description."""
    for found in made.body.iter(f"{W}tr"):
        cells = found.findall(f"{W}tc")
        if len(cells) == len(WIDTHS):
            cells[COLUMN["leaders"]].addprevious(cells[COLUMN["participants"]])
            cells[COLUMN["description"]].addprevious(cells[COLUMN["timing"]])


def other_titles(made: CouncilFile) -> None:
    """Columns have other titles, and one has a slip: ``Action leader``, ``Timeframe``, ``Participents``."""
    cells = _head(made).findall(f"{W}tc")
    for name, title in (("leaders", "Action leader"), ("timing", "Timeframe"), ("participants", "Participents")):
        _say(cells[COLUMN[name]], title)


def one_more_column(made: CouncilFile) -> None:
    """There is a twelfth column, ``Remarks``; only action 1.2 has one: ``First workshop of its kind``."""
    _head(made).getparent().find(f"{W}tblGrid").extend(elements('<w:gridCol w:w="850"/>'))
    for goal in _goals(made):
        goal.find(f"{W}tc/{W}tcPr/{W}gridSpan").set(f"{W}val", str(len(WIDTHS) + 1))
    for found in made.body.iter(f"{W}tr"):
        cells = found.findall(f"{W}tc")
        if len(cells) == len(WIDTHS):
            said = {"#": "Remarks", "1.2": "First workshop of its kind"}.get(text_of(cells[0]), "")
            found.extend(elements(cell(paragraph(run(said)) if said else "", 850)))


def controls_in_the_table(made: CouncilFile) -> None:
    """The row of 2.2 is in a content control, and so is the leader of 2.1."""
    for found in (made.row("2.2"), made.cell("2.1", COLUMN["leaders"]).find(f"{W}p")):
        (control,) = elements("<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>")
        found.addprevious(control)
        control.find(f"{W}sdtContent").append(found)


def numbers_drawn_by_word(made: CouncilFile) -> None:
    """The numbers of the actions are those of a list: the cells have no text, as after ``1.1`` was typed in Word."""
    for found in made.body.iter(f"{W}tr"):
        first = found.find(f"{W}tc")
        if text_of(first)[:1].isdecimal():
            _say(first, "")
            number = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
            head_of(first.find(f"{W}p"), "pPr").extend(elements(number))


def another_table(made: CouncilFile) -> None:
    """Above the table of the plan is one of abbreviations: ``HIO`` and ``High Impact Operation``."""
    texts = (("Abbreviation", "Meaning"), ("HIO", "High Impact Operation"))
    rows = "".join(row("".join(cell(paragraph(run(text)), 3000) for text in pair)) for pair in texts)
    plan = _head(made).getparent()
    for above in elements(table(rows, (3000, 3000)) + paragraph()):
        plan.addprevious(above)


def _goals(made: CouncilFile) -> list[Any]:
    """Return the rows of the goals."""
    return [found for found in made.body.iter(f"{W}tr") if len(found.findall(f"{W}tc")) == 1]


def _instead(goal: Any, texts: list[str]) -> None:
    """Put a row of cells with these texts in the place of that of a goal."""
    cells = (cell(paragraph(run(text)) if text else "", width) for text, width in zip(texts, WIDTHS, strict=True))
    goal.addprevious(elements(row("".join(cells)))[0])
    goal.getparent().remove(goal)


def _say(found: Any, text: str) -> None:
    """Let a cell say something else, in one paragraph."""
    for old in found.findall(f"{W}p"):
        found.remove(old)
    found.extend(elements(paragraph(run(text) if text else "")))
