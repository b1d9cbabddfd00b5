"""Files of an inbox of reports: what each is before its report is checked."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

from empact.analysis import InboxState, PlanContext, is_question_key
from empact.diagnostics import EMPTY_FILE, FORM_ANSWER
from empact.model import Plan, Report
from empact.session.received_files import ReceivedFile, read_received
from empact.session.sessions import Session
from empact.storage.reading import Reading
from empact.storage.sources import Readable
from empact.values import value


@value
class GivenFile:
    """A file of an inbox of reports."""

    received: ReceivedFile[Report]
    """The file with its reading."""

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.received.file

    @property
    def reading(self) -> Reading[Report] | None:
        """The reading; None if the file cannot be opened, or is of another format."""
        return self.received.reading

    def state(self, plan: Plan) -> InboxState:
        """Return what the file is before its report is checked."""
        reading = self.reading
        if self.received.is_passed_over:
            return InboxState.NOT_READ
        if reading is None:
            return InboxState.UNREAD
        if reading.value is not None:
            return InboxState.NEW if reading.value.plan == plan.id else InboxState.FOREIGN
        keys = () if reading.form is None else tuple(filter(is_question_key, (row.key for row in reading.form.rows)))
        if keys and not any(re.match(rf"{re.escape(plan.id)}[: ]", key) for key in keys):
            return InboxState.FOREIGN
        if _is_untouched(reading):
            return InboxState.EMPTY
        is_asked_back = any(problem.kind is FORM_ANSWER for problem in reading.diagnostics)
        return InboxState.ASKED_BACK if is_asked_back else InboxState.UNREAD

    def reason(self, plan: Plan) -> str | None:
        """Return why the file is not taken, in a sentence; None if its state says it, or it has a report to check."""
        state = self.state(plan)
        if state is InboxState.NOT_READ:
            return self.received.why or "It is neither a report nor a form."
        if state is not InboxState.FOREIGN:
            return self.received.why
        report = None if self.reading is None else self.reading.value
        return f"The form is not about {plan.id}." if report is None else foreign(report, plan)


def _is_untouched(reading: Reading[Report]) -> bool:
    """Whether a form came back as it was sent."""
    if reading.text is not None:
        return _is_untouched_text(reading.text)
    return any(problem.kind is EMPTY_FILE for problem in reading.diagnostics)


_UNTOUCHED = re.compile(
    r"(- )?((empact|plan|checkpoint|by|written_for|supersedes|marking|action|kpi|scope): .*|[a-z_]+:( ?(\[\]|\{\}))?)",
    flags=re.ASCII,
)
"""A line of a form that nobody has filled in: a key that the form fills in itself, or one without a value."""


def _is_untouched_text(text: str) -> bool:
    """Return whether a text is a form in which nothing is filled in."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    return {"on:", "source:"} <= {*lines} and all(map(_UNTOUCHED.fullmatch, lines))


def foreign(report: Report, plan: Plan) -> str:
    """Say that a report is about another plan."""
    return f"The report is about {report.plan}, but the plan is {plan.id}."


def read_files(session: Session, context: PlanContext, sources: Iterable[Readable]) -> tuple[GivenFile, ...]:
    """Read files with reports about a plan, and those of folders, each once; an open file is YAML.

    Args:
        session: The session.
        context: The context of the plan, with the reports that are there, by which a form is understood.
        sources: The files and folders.
    """

    def read(source: Readable) -> Reading[Report]:
        return session.read_report(source, context, format=None if isinstance(source, (str, os.PathLike)) else "yaml")

    received = read_received(session, sources, read, nothing="the folder has no report.")
    return tuple(map(GivenFile, received))
