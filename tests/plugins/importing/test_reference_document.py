"""The reference document in Word is read as the plan that was typed by hand from the same source."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.council_source import is_word
from tests.support.council_word.cells import cells_of, cells_of_plan
from tests.support.council_word.reference import COLUMN, reference

import empact
from empact import Reading
from empact.containers import WordDocument, read_word

SESSION = empact.default_session()
NOT_SAID = {
    "/cycle": "which cycle the plan belongs to is not in its words",
    "/cover/published": "known from elsewhere",
    "/oversight": "read from a sentence of section 4.1",
    "/driver": "read from a sentence of section 4.1",
    "/drafters": "read from a sentence of section 5.2",
    "/support": "read from a sentence of section 4.2",
    "/states": "read from sentences of the cover and of sections 3 and 5.2",
    "/provisions": "read from sentences",
    "/interdependencies": "read from sentences of section 2",
    "/channels": "read from sentences of section 4.3",
    "/documents": "read from the notes and from section 5.4",
    "/goals/*/valid": "read from a sentence of section 1",
    "/actions/*/leaders/items": "note 7, and the words of 6.2 about Spain",
    "/actions/*/participants/items": "note 10",
    "/actions/*/links/items": "the descriptions say in which direction",
    "/actions/*/timing/items": "the prose of the column as events, by a person",
    "/actions/*/phases": "read from sentences",
    "/actions/*/locations": "read from sentences",
    "/actions/*/routes": "read from sentences",
    "/actions/*/channels": "read from sentences",
    "/actions/*/funding": "read from sentences and notes",
    "/actions/*/initiatives": "read from sentences",
    "/actions/*/conditions": "read from sentences and notes",
    "/actions/*/reservations": "read from sentences and notes",
    "/notes/*/qualifies": "a person decided what each note is about",
    "/notes/*/statements": "read from note 8",
    "/notes/*/conditions": "read from note 8",
}
"""What the bundled plan has and the document does not say as such, and why the reader cannot have it."""
LAYOUT = """
From: To: No. prev. doc.: Subject:
Goal 1: Goal 2: Goal 3: Goal 4: Goal 5: Goal 6: Goal 7:
# Activity Leader Participants Description I/D SG I/D OA Timing Target Results>June Results>Dec
Strategic Goal 1: Strategic Goal 2: Strategic Goal 3: Strategic Goal 4:
Strategic Goal 5: Strategic Goal 6: Strategic Goal 7:
RESTREINT UE/EU RESTRICTED
17793/2/11 REV 2 1 RESTREINT UE/EU RESTRICTED
17793/2/11 REV 2 ANNEX 1 RESTREINT UE/EU RESTRICTED
"""
"""The words of the document that have no home in the plan; the last three lines are above and below the pages."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("received") / "st17793-re02.en11.docx"
    path.write_bytes(reference())
    return path


@pytest.fixture(scope="module")
def reading(path: Path) -> Reading[Any]:
    return SESSION.read(path, options={"accept": True})


@pytest.fixture(scope="module")
def read(reading: Reading[Any]) -> Any:
    return tree_of(reading.require())


@pytest.fixture(scope="module")
def bundled() -> Any:
    return tree_of(empact.load("oap-c-2012"))


def tree_of(plan: empact.Plan) -> Any:
    """Return the tree of a plan as its file has it, with each text as a text with emphasis in order."""
    return _plain(json.loads(json.dumps(SESSION.tree(plan), default=str)))


def _plain(value: Any) -> Any:
    """Return a value with all texts in one form: a cell with its text alone is one without emphasis and items."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    inner = {key: _plain(item) for key, item in value.items()}
    if "emphasis" in inner:
        inner["emphasis"] = sorted(inner["emphasis"], key=lambda part: sorted(part.items()))
    return inner["text"] if inner.keys() == {"text"} else inner


def differences(ours: Any, other: Any, at: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield each place at which two trees differ, with what is there; None if there is nothing."""
    if isinstance(ours, dict) or isinstance(other, dict):
        left, right = (value if isinstance(value, dict) else {"text": value} for value in (ours, other))
        for key in left | right:
            if key not in left or key not in right:
                yield f"{at}/{key}", left.get(key), right.get(key)
            else:
                yield from differences(left[key], right[key], f"{at}/{key}")
    elif isinstance(ours, list) and isinstance(other, list) and len(ours) == len(other):
        for index, (left, right) in enumerate(zip(ours, other, strict=True)):
            yield from differences(left, right, f"{at}/{index}")
    elif ours != other:
        yield at, ours, other


def test_cells__are_all_176_of_the_table(read: Any, path: Path) -> None:
    cells = cells_of(read_word(path.read_bytes()))
    assert len(cells) == 176
    assert cells_of_plan(read) == cells


def test_plan__is_the_bundled_one_wherever_the_document_says_it(read: Any, bundled: Any) -> None:
    found = list(differences(bundled, read))
    assert {re.sub(r"/\d+(?=/|$)", "/*", at) for at, _, _ in found} == set(NOT_SAID)
    assert [(at, other) for at, _, other in found if other is not None] == []


def test_words__are_all_in_the_plan_or_in_the_layout(read: Any, path: Path) -> None:
    left = Counter(words_of(read_word(path.read_bytes())))
    left.subtract(words_of_plan(read))
    assert {word: number for word, number in left.items() if number} == Counter(filter(is_word, LAYOUT.split()))


def words_of(document: WordDocument) -> Iterator[str]:
    """Yield the words of a document, with those of its notes, and those above and below its pages."""
    notes = [run.note for paragraph in document.paragraphs for run in paragraph.runs if run.note is not None]
    texts = [
        *(paragraph.text for paragraph in document.paragraphs),
        *(note.text for note in notes),
        *document.headers,
        *document.footers,
    ]
    for text in texts:
        yield from filter(is_word, text.replace("Brussels,", "Brussels").split())


def words_of_plan(plan: Any) -> Iterator[str]:
    """Yield the words of a plan that its document has: those of the cover, the sections, the cells and the notes."""
    cover = dict(plan["cover"])
    previous = cover.pop("previous")
    for holder, names in (
        (plan, ("title", "marking")),
        (cover, tuple(cover)),
        *((document, ("number", "codes")) for document in previous),
        *((section, ("heading", "text")) for section in plan["sections"]),
        *((goal, ("body", "annex")) for goal in plan["goals"]),
        *((note, ("text",)) for note in plan["notes"]),
    ):
        for name in names:
            text = holder.get(name, "")
            yield from words_in(text["text"] if isinstance(text, dict) else text)
    for lines in cells_of_plan(plan).values():
        for line in lines:
            yield from words_in(line)


def words_in(text: str) -> Iterator[str]:
    yield from filter(is_word, re.sub(r"\[\^\w+\]", "", text).split())


def test_findings__say_what_was_guessed_and_nothing_else(reading: Reading[Any]) -> None:
    assert [(finding.kind.name, finding.place.row, finding.message[:20]) for finding in reading.diagnostics] == [
        ("guessed", None, "The priority is 'C I"),
        ("guessed", None, "The period is 2012-0"),
        ("guessed", None, "The id of the plan i"),
        ("guessed", 10, "The row 'Number of a"),
        ("guessed", 11, "The row 'Number of a"),
        ("guessed", 22, "The row 'Activities "),
    ]


def test_document__with_bold_underlined_words_is_refused_without_a_choice(path: Path) -> None:
    reading = SESSION.read(path)
    assert reading.value is None
    (finding,) = reading.diagnostics
    assert (finding.place.table, finding.place.row, finding.place.column) == (1, 23, 2)
    assert "(to be confirmed: ongoing contacts with Spain)." in finding.message


def test_document__without_its_new_words_has_none_of_them(path: Path) -> None:
    plan = SESSION.read(path, options={"reject": True}).require()
    (action,) = (action for action in plan.actions if action.number == "6.2")
    assert str(action.activity).endswith("between the countries of the two shores of the Mediterranean Sea.")
    assert "Spain" not in str(action.activity)


ROWS = {
    "1.1": 3,
    "1.2": 4,
    "1.3": 5,
    "2.1": 7,
    "2.2": 8,
    "2.3": 9,
    "3.1": 13,
    "4.1": 15,
    "4.2": 16,
    "5.1": 18,
    "5.2": 19,
    "6.1": 21,
    "6.2": 23,
    "6.3": 24,
    "7.1": 26,
    "7.2": 27,
}
"""The row of each action in the table of the document, counted from 1."""


def test_place__of_each_value_is_its_cell(reading: Reading[Any], read: Any) -> None:
    columns = {name: column + 1 for name, column in COLUMN.items()}
    columns |= {"links": columns["goals"], "kpis": columns["target"], "results/June": columns.pop("June")}
    assert reading.places is not None
    for index, action in enumerate(read["actions"]):
        names = [name for name in columns if name in action or name.partition("/")[0] in action]
        assert len(names) >= 6
        for name in names:
            place = reading.places.find(f"/actions/{index}/{name}")
            assert place is not None
            assert (place.table, place.row, place.column) == (1, ROWS[action["number"]], columns[name])


def test_finding__of_a_rule_points_at_the_cell(path: Path) -> None:
    plan = SESSION.read(path, options={"accept": True}).require()
    places = {str(finding.place) for finding in empact.validate(plan)}
    assert any("table 1, row" in place for place in places)
