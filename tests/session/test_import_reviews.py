"""The review of an imported plan: every value once, each with its line and its doubts, for any document."""

from __future__ import annotations

import io
from collections.abc import Callable

import attrs
import pytest
from hypothesis import given, settings
from tests.support.linear import growth
from tests.support.office import word
from tests.support.word_plans import SESSION, word_plans
from tests.support.word_tables import TITLES, actions, table

from empact import Diagnostic, Plan, Session
from empact.analysis import PlanContext
from empact.analysis.imported_plans import ImportReview, PlacedFindings, SourceText
from empact.diagnostics import GUESSED, Place, RelatedPlace
from empact.documents import Document, Table
from empact.documents.import_review import import_review_document
from empact.hooks import RawDocument, ReadContext, Reader, hookimpl
from empact.session.import_reviews import import_review


def review_of(data: bytes) -> ImportReview:
    imported = SESSION.import_plan(io.BytesIO(data), format="docx", options={"accept": True, "id": "X-2031"})
    stream = io.BytesIO(SESSION.export(imported.plan, to="yaml"))
    stream.name = "plan.yaml"
    return import_review(SESSION.setup, imported, SESSION.read(stream))


def document(review: ImportReview) -> Document:
    context = SESSION.context(review.imported.plan)
    assert isinstance(context, PlanContext)
    return import_review_document(context, review)


def rows(made: Document) -> list[tuple[str, dict[str, object]]]:
    """Each row about words of the document, with its section."""
    return [
        (section.key, dict(zip((column.key for column in section.body.columns), row.values, strict=True)))
        for section in made.sections
        if isinstance(section.body, Table) and section.key not in {"parts", "doubts"}
        for row in section.body.rows
    ]


@pytest.mark.one_python
@given(word_plans())
@settings(max_examples=max(20, settings().max_examples // 5), deadline=None)
def test_review__of_any_document_has_the_words_and_the_line_of_each_value(plan: Plan) -> None:
    review = review_of(SESSION.export(plan, to="docx"))
    lines = SESSION.export(review.imported.plan, to="yaml").decode().splitlines()
    assert [each.value for each in review.values] == [*review.imported.values]
    assert all(each.line is not None and 1 < each.line <= len(lines) for each in review.values)
    shown = rows(document(review))
    printed = "\n".join(str(words) for _, row in shown for words in as_tuple(row["words"]))
    assert [source.text for each in review.values for source in each.value.sources if source.text not in printed] == []
    named = {line for _, row in shown for line in as_tuple(row["line"])}
    assert {each.line for each in review.values} <= named


def as_tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def test_review__costs_as_much_as_its_document_is_long() -> None:
    def work(number: int) -> Callable[[], object]:
        guesses = [("", "And more.", "", "")] * number
        review = review_of(word(table(TITLES, *actions(*(f"1.{index + 1}" for index in range(number))), *guesses)))
        draft = io.BytesIO(SESSION.export(review.imported.plan, to="yaml"))
        reading = SESSION.read(draft, format="yaml")
        assert len(review.imported.findings) >= number
        return lambda: document(import_review(SESSION.setup, review.imported, reading))

    assert growth(work, 40) < 2.2


class TwoSections:
    """A plugin whose reader knows the words of two sections with one heading, and no place but their file."""

    @hookimpl
    def empact_readers(self) -> list[Reader]:
        return [Reader(name="odd", suffixes=".odd", read=f"{__name__}:read_sections", from_folders=False)]


def read_sections(_data: bytes, ctx: ReadContext) -> RawDocument:
    sections = [{"number": number, "heading": "Aim", "text": f"Words of {number}."} for number in ("1", "2")]
    at = {f"/sections/{index}/{key}": ((ctx.at(), "Aim"),) for index in (0, 1) for key in ("number", "heading")}
    return RawDocument({"empact": "plan/1", "id": "X-2031", "sections": sections}, {"": ctx.at()}.get, sources=at)


def test_review__of_two_sections_with_one_heading_has_both() -> None:
    session = Session([TwoSections()])
    imported = session.import_plan(io.BytesIO(b"x"), format="odd")
    draft = session.read(io.BytesIO(session.export(imported.plan, to="yaml")), format="yaml")
    shown = rows(document(import_review(session.setup, imported, draft)))
    assert [(row["field"], row["means"]) for key, row in shown if key == "sections"] == [
        ("Section 1", ("Number: 1", "Heading: as it stands")),
        ("Section 1: Text", ("as it stands",)),
        ("Section 2", ("Number: 2", "Heading: as it stands")),
        ("Section 2: Text", ("as it stands",)),
    ]


# Findings by their places


def finding(place: Place, *related: Place) -> Diagnostic:
    also = tuple(RelatedPlace(each, "see") for each in related)
    return attrs.evolve(Diagnostic(kind=GUESSED, message="Guessed.", place=place), related=also)


WORDS = (SourceText(place=Place(file="a.docx", table=1, row=2, column=3), text="QM"),)


@pytest.mark.parametrize(
    ("place", "is_about"),
    [
        (Place(file="a.docx", table=1, row=2, column=3), True),
        (Place(file="a.docx", table=1, row=2), True),
        (Place(file="a.docx", table=1), True),
        (Place(file="a.docx"), False),
        (Place(file="b.docx", table=1, row=2), False),
        (Place(file="a.docx", table=1, row=2, column=4), False),
        (Place(file="a.docx", table=1, row=2, column=4, pointer="/actions/0/leaders"), True),
        (Place(pointer="/actions/0/leaders/items/1"), True),
        (Place(pointer="/actions/0"), True),
        (Place(pointer="/actions"), True),
        (Place(pointer="/actions/0/lead"), False),
        (Place(pointer="/actions/1/leaders"), False),
        (Place(file="a.docx", table=1, row=2, column=3, pointer="/actions/0/timing"), False),
    ],
)
def test_placed_findings__are_about_a_value_at_their_place_or_in_it(place: Place, *, is_about: bool) -> None:
    assert PlacedFindings([finding(place)]).about("/actions/0/leaders", WORDS) == (0,) * is_about


def test_placed_findings__are_found_by_their_other_places_too_and_once() -> None:
    here, there = Place(pointer="/actions/0/leaders"), Place(pointer="/actions/1/leaders")
    placed = PlacedFindings([finding(there), finding(there, here, here)])
    assert placed.about("/actions/0/leaders", ()) == (1,)
    assert placed.about("/actions/1/leaders", WORDS) == (0, 1)
