"""Read a report, or a form that came back: what the answers of a form say becomes a report, with the cell of each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from empact.analysis import PlanContext
from empact.analysis.forms.answering import AnsweredForm, answered
from empact.analysis.forms.answers import quoted
from empact.analysis.forms.asking import round_named
from empact.analysis.forms.returned import FormProblem
from empact.diagnostics import EMPTY_FILE, FORM_ANSWER, MISSING_KEY, Diagnostic, Diagnostics, Place, Severity
from empact.documents.form_rows import SentRows
from empact.documents.form_words import sheet_names
from empact.model import Report, ReturnedForm, Source
from empact.serde import RawDocument, files
from empact.serde.kinds import REPORT
from empact.storage.reading import Reading
from empact.values import value


def reported(reading: Reading[ReturnedForm], ctx: PlanContext) -> Reading[Report]:
    """Return the reading of a form that came back as that of a report; what is asked back are its problems.

    Args:
        reading: The reading of the form, with the bytes of the file.
        ctx: The context of the plan, with the reports that are there.
    """
    form = reading.value
    if form is None:
        return Reading(None, reading.diagnostics, reading.source, places=reading.places, is_marked=reading.is_marked)
    source = source_of(reading, form)
    says = answered(ctx, form)
    asked = (*says.problems, *_unsent(form, says))
    if says.is_untouched and len(asked) == len(says.problems):
        problem = Diagnostic(kind=EMPTY_FILE, message="The form is not filled in.", place=Place(file=reading.source))
        return Reading(None, Diagnostics([problem]), reading.source, is_marked=reading.is_marked, form=form)
    problems = [asked_back(problem, source) for problem in asked]
    tree = {"empact": REPORT.format, **says.tree, "received": _received(says, source, reading.received or b"")}
    document = RawDocument(tree, _Cells(source, says.rows).place)
    report, errors = files.structure(document, reading.source, REPORT)
    if any(problem.asked_back for problem in asked):  # what is missing because of that is no problem of its own
        errors = [error for error in errors if error.kind is not MISSING_KEY]
    found = Diagnostics([*reading.diagnostics, *problems, *errors])
    is_asked_back = found.worst is Severity.ERROR
    return Reading(
        None if is_asked_back else report,
        found,
        reading.source,
        places=files.source(document, reading.source, None),
        is_marked=reading.is_marked,
        received=reading.received,
        form=form,
        incomplete=_incomplete(tree, ctx) if is_asked_back and "checkpoint" in says.tree else None,
    )


def _unsent(form: ReturnedForm, says: AnsweredForm) -> Iterator[FormProblem]:
    """Yield what stands beside answers and was not sent there: an answer, or the words of another key."""
    if says.form is None:
        return
    sent, named = SentRows.of(says.form), {problem.row for problem in says.problems}
    for index, row in enumerate(form.rows):
        for text in sent.unsent(row) if index not in named else ():
            message = f"Beside the key '{row.key}' stands {quoted(text)}, which was not sent there."
            hint = "Write an answer into its own column, and restore the other cells as in the form that was sent."
            yield FormProblem(row=index, message=message, hint=hint)


def _incomplete(tree: Mapping[str, Any], ctx: PlanContext) -> Report | None:
    """Return the report that a form makes without the answers that are asked back; None if too little is left.

    A day that is missing or asked back is that of the checkpoint.
    """
    day = str(round_named(ctx, str(tree["checkpoint"])).on)
    document = RawDocument({"on": day, **tree}, _nowhere)
    report, _ = files.structure(document, "", REPORT)
    return report


@value
class _Cells:
    """Look-up of the cells from which the values of a report come."""

    source: Source
    rows: Mapping[str, int]

    def place(self, pointer: str) -> Place | None:
        """Return the cell of the value at a pointer of the report; None if no cell has it."""
        row = self.rows.get(pointer)
        return None if row is None else attrs.evolve(self.source.place(f"/rows/{row}/answer"), pointer=pointer)


def source_of(reading: Reading[Any], form: ReturnedForm) -> Source:
    """Return the source of a form, which has the places of its rows."""
    return form.source or reading.places or Source(file=reading.source, find=_nowhere)


def asked_back(problem: FormProblem, source: Source) -> Diagnostic:
    """Return the finding about a problem of a form, at the place of its row."""
    place = Place(file=source.file) if problem.row is None else source.place(f"/rows/{problem.row}/answer")
    severity = Severity.ERROR if problem.asked_back else Severity.WARNING
    return Diagnostic(kind=FORM_ANSWER, message=problem.message, place=place, hint=problem.hint, severity=severity)


def answer_place(source: Source, row: int) -> str:
    """Return where the answer of a row stands: without the name of the file, and without a name that a sender gave."""
    place = attrs.evolve(source.place(f"/rows/{row}/answer"), file=None, pointer=None)
    return str(place if place.sheet is None or place.sheet in sheet_names() else attrs.evolve(place, sheet=None))


def _received(says: AnsweredForm, source: Source, data: bytes) -> dict[str, Any]:
    """Return the digest of the file, and the cell of each value."""
    cells = {pointer: answer_place(source, row) for pointer, row in says.rows.items()}
    return {"sha256": hashlib.sha256(data).hexdigest(), "cells": cells}


def _nowhere(_pointer: str) -> None:
    return None
