"""Read tasking sheets that came back, and add what they say to the ledger of their plan."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from empact.analysis import PlanContext
from empact.analysis.facts import check_plan_context
from empact.analysis.forms.confirmations import (
    Confirmations,
    PartReplies,
    ReadConfirmation,
    RefusedSheet,
    confirmations_of,
    contradictions,
)
from empact.analysis.forms.replying import replied
from empact.arguments import check_type
from empact.collector import collector_paused
from empact.diagnostics import EMPTY_FILE, FORM_ANSWER, Diagnostic, Diagnostics, Place, Severity
from empact.documents.form_words import DAY_OF_ANSWERS
from empact.documents.language import CATALOGUES, ENGLISH, Words, translations, words_in
from empact.grammar.personal_data import masked, personal_data
from empact.model import Plan, Report, ReturnedForm
from empact.serde.kinds import ENTRY, REPORT, RETURNED_FORM
from empact.session.forms import answer_place, asked_back, source_of
from empact.session.kept_files import PERSONAL_DATA, named, unread_personal_data
from empact.session.received_files import read_received
from empact.storage.locks import locked
from empact.storage.reading import Reading, leniently
from empact.storage.received import clean_received, keep_received
from empact.storage.sources import FolderFile, exists

if TYPE_CHECKING:
    from empact.session.folders import Folder
    from empact.session.plugins import Setup
    from empact.session.sessions import Session
    from empact.storage.sources import Readable


def read_replies(
    read: Callable[..., Reading[Any]], source: Readable, context: PlanContext, format: str | None
) -> Reading[PartReplies]:
    """Read a tasking sheet that came back, as :meth:`empact.Session.read_replies` says.

    Args:
        read: Reads a file of a kind, or of other kinds, as its first key says.
        source: The file.
        context: The context of the plan.
        format: The name of the reader; None if the suffix of the file decides.
    """
    check_plan_context("Session.read_replies()", context)
    with collector_paused():
        reading = read(source, ReturnedForm, format, plans=(context.plan,), also=(REPORT,))
        if isinstance(source, FolderFile):
            reading = leniently(reading, RETURNED_FORM)
        return sheet_replies(reading, context)


def sheet_replies(reading: Reading[Any], ctx: PlanContext) -> Reading[PartReplies]:
    """Return the reading of a file that came back as that of the answers of a party; what is asked back are problems.

    Args:
        reading: The reading of the form, with the bytes of the file; or of a report, which is refused.
        ctx: The context of the plan.
    """
    if isinstance(reading.value, Report):
        hint = "Add it with 'empact report add'."
        return _refused(reading, FORM_ANSWER, "The file is a report, not a tasking sheet.", hint)
    form: ReturnedForm | None = reading.value
    if form is None:
        return _without(reading, Diagnostics(map(masked, reading.diagnostics)))
    source = source_of(reading, form)
    says = replied(ctx, form, said=_language(form))
    if says.is_untouched:
        day = "" if says.on is None else f", but it has the day {says.on}"
        return _refused(reading, EMPTY_FILE, f"The sheet has no answer{day}.")
    problems = (*reading.diagnostics, *(asked_back(problem, source) for problem in says.problems))
    found = Diagnostics(map(masked, problems))
    if found.worst is Severity.ERROR or says.party is None or says.on is None:
        return _without(reading, found)
    replies = PartReplies(
        plan=ctx.plan.id,
        party=says.party,
        on=says.on,
        answers=tuple(attrs.evolve(answer, cell=answer_place(source, answer.row)) for answer in says.answers),
        sha256=hashlib.sha256(reading.received or b"").hexdigest(),
    )
    return attrs.evolve(_without(reading, found), value=replies, received=reading.received)


def _language(form: ReturnedForm) -> Words:
    """Return the fixed words in the language of a sheet, as what stands beside the day of the answers says it."""
    beside = {word.strip() for row in form.rows for word in row.words}
    said = zip((ENGLISH, *CATALOGUES), translations(DAY_OF_ANSWERS), strict=True)
    return words_in(next((language for language, title in said if title in beside), ENGLISH))


def _refused(reading: Reading[Any], kind: Any, message: str, hint: str = "") -> Reading[PartReplies]:
    problem = Diagnostic(kind=kind, message=message, place=Place(file=reading.source), hint=hint)
    return _without(reading, Diagnostics([problem]))


def _without(reading: Reading[Any], problems: Diagnostics) -> Reading[PartReplies]:
    return Reading(None, problems, reading.source, places=reading.places, is_marked=reading.is_marked)


def confirmations(  # noqa: PLR0913 - each is a separate part of the call
    session: Session,
    plan: Plan,
    sources: Iterable[Readable],
    ledger: Folder | None,
    *,
    add: bool,
    create: bool,
    marking: str | None,
    accept_text: bool,
    format: str | None,
) -> Confirmations:
    """Return what sheets say as entries for the ledger of a plan, and add them if asked to.

    Args:
        session: The session.
        plan: The plan.
        sources: The files, and folders with files.
        ledger: The folder of the ledger; None for that of the workspace.
        add: Whether the entries are added.
        create: Whether the folder or the workspace is created if it is missing.
        marking: The marking of the entries; None for that of the plan.
        accept_text: Whether a sheet is taken though it has personal data.
        format: The name of the reader; None if the suffix of each file decides.
    """
    check_type("The plan", "a Plan", Plan, plan)
    check_type("The ledger", "a folder or None", (str, os.PathLike, type(None)), ledger)
    check_type("The marking", "a text or None", (str, type(None)), marking)
    check_type("The format", "a text or None", (str, type(None)), format)
    path = session.workspace.required(ENTRY, ledger, create=create or not add)
    with locked(path) if add else nullcontext():
        return _confirmations(
            session, plan, sources, path, add=add, marking=marking, accept_text=accept_text, format=format
        )


def _confirmations(  # noqa: PLR0913 - each is a separate part of the call
    session: Session,
    plan: Plan,
    sources: Iterable[Readable],
    path: Path,
    *,
    add: bool,
    marking: str | None,
    accept_text: bool,
    format: str | None,
) -> Confirmations:
    records = session.records(ledger=path, plans=[plan]) if exists(path) else None
    context = session.context(plan, records=records)
    refused, read = list[RefusedSheet](), list[Reading[PartReplies]]()
    received = read_received(
        session,
        sources,
        lambda source: session.read_replies(source, context, format=format),
        nothing="The folder has no tasking sheet.",
    )
    for file in received:
        reading = file.reading
        if file.is_passed_over:
            continue
        if reading is None:
            refused.append(RefusedSheet(file=file.file, why=file.why or _UNREAD))
        elif reading.value is not None:
            found = tuple(_personal_data(reading, reading.value, session.setup, plan))
            reading = attrs.evolve(reading, diagnostics=reading.diagnostics + Diagnostics(found))
            if found and not accept_text:
                why, problems = _WITH_PERSONAL_DATA, tuple(reading.diagnostics)
                refused.append(RefusedSheet(file=file.file, why=why, diagnostics=problems))
            else:
                read.append(reading)
        else:
            refused.append(RefusedSheet(file=file.file, why=_why(reading), diagnostics=tuple(reading.diagnostics)))
    accepted, contradicting = _without_contradictions(context, read)
    sheets = [(reading.source, reading.require()) for reading in accepted]
    result = attrs.evolve(
        confirmations_of(context, sheets, marking),
        refused=(*refused, *contradicting),
        not_read=tuple(file.file for file in received if file.is_passed_over),
        diagnostics=tuple(problem for reading in accepted for problem in reading.diagnostics),
    )
    return _added(session, plan, result, accepted, path) if add else result


def _personal_data(
    reading: Reading[PartReplies], replies: PartReplies, setup: Setup, plan: Plan
) -> Iterator[Diagnostic]:
    """Yield the findings about personal data in the remarks of a sheet, and in what is not read of it."""
    for answer in replies.answers:
        kinds = personal_data(answer.remark)
        if kinds:
            yield Diagnostic(
                kind=PERSONAL_DATA,
                message=f"The remark on action {answer.action} has {named(kinds)}.",
                place=Place(file=reading.source)
                if reading.places is None
                else reading.places.place(f"/rows/{answer.row}/answer"),
                hint="Leave it out of the remark, which becomes an entry of the ledger.",
            )
    if reading.received is not None:
        yield from unread_personal_data(reading.received, Place(file=reading.source), setup, plan, replies)


def _added(
    session: Session, plan: Plan, result: Confirmations, read: Iterable[Reading[PartReplies]], path: Path
) -> Confirmations:
    """Add the proposed entries, each after the file that it is from; after an error, the same call adds the rest."""
    files = {reading.source: reading.received for reading in read}
    clean_received(path)
    added: list[ReadConfirmation] = []
    for proposal in result.proposed:
        received = files.get(proposal.file)
        if received is not None:
            keep_received(path, received, proposal.file)  # before the entry that names it
        entry = session.workspace.ledger.add(proposal.content, path, create=True, plans=[plan])
        added.append(attrs.evolve(proposal, content=entry.content, entry=entry, id=entry.id, added=True))
    return attrs.evolve(result, proposed=(), added=tuple(added))


def _without_contradictions(
    ctx: PlanContext, read: Sequence[Reading[PartReplies]]
) -> tuple[list[Reading[PartReplies]], list[RefusedSheet]]:
    """Return the sheets that nothing contradicts, and the others with what contradicts each answer."""
    problems: dict[int, list[Diagnostic]] = {}
    for index, answer, other in contradictions(ctx, [(reading.source, reading.require()) for reading in read]):
        reading = read[index]
        place = reading.places.place(f"/rows/{answer.row}/answer") if reading.places else Place(file=reading.source)
        replies = reading.require()
        message = f"{replies.party} says {answer.part.value!r} of {answer.action} on {replies.on}, and {other}."
        hint = "Leave out the wrong file, or date the later answer later. To withdraw an entry, add a correction."
        problems.setdefault(index, []).append(
            Diagnostic(kind=FORM_ANSWER, message=message, place=place, hint=hint, severity=Severity.ERROR)
        )
    kept = [reading for index, reading in enumerate(read) if index not in problems]
    refused = [
        RefusedSheet(file=read[index].source, why=_CONTRADICTED, diagnostics=tuple(found))
        for index, found in problems.items()
    ]
    return kept, refused


_CONTRADICTED = "Answers contradict others of the same day."
_ASKED_BACK = "Answers are asked back."
_WITH_PERSONAL_DATA = f"{PERSONAL_DATA.code} {PERSONAL_DATA.name}."
_UNREAD = "It cannot be read."


def _why(reading: Reading[PartReplies]) -> str:
    """Return why nothing is taken of a file."""
    kinds = {problem.kind for problem in reading.diagnostics}
    if EMPTY_FILE in kinds:
        return "It has no answer."
    return _ASKED_BACK if FORM_ANSWER in kinds else _UNREAD
