"""Read what the arguments of a command name: plans, files, folders, the standard input, and ledgers."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import attrs
import click

from empact.analysis import Portfolio, check_release
from empact.cli.console import EXIT_UNUSABLE, echo_error, echo_message, echo_note, echo_warning, progress
from empact.cli.options import folder_hint, marking_level, or_today, release_level
from empact.diagnostics import Diagnostic
from empact.errors import NOT_QUOTED, EmpactError, UnknownFormatError, crash_line, has_text, problem_line
from empact.hooks import DocumentSpec, Option
from empact.hooks.discovery import normalised
from empact.model import Answers, FrozenMap, Ledger, Plan
from empact.reprs import cut_repr
from empact.session import Session
from empact.storage.reading import Reading, Readings
from empact.storage.records import KINDS, Records
from empact.storage.sources import FolderFile, Readable

ALL_PLANS = "a document about several plans needs all of them, and not all can be read."
"""Why a document about several plans is not written."""
_NAME_FORMAT = "The file has no suffix; name its format with --from, such as --from yaml."
_LONGEST_NAME = 4096


def load_plan(session: Session, plan: str, format_: str | None) -> Plan:
    """Load the plan that an argument names: a file, a bundled plan, or the standard input.

    Raises:
        ReleaseError: Its marking is above the level of ``--release``.
    """
    try:
        reading = session.read(_stream(plan, format_), format=format_)
    except UnknownFormatError as problem:
        if _lacks_format(problem, format_):
            raise click.UsageError(f"{_name(plan)}: {_NAME_FORMAT}") from None
        raise
    loaded = reading.require()
    for finding in reading.diagnostics:
        echo_problem(finding, quoted=not reading.is_marked)
    _check_release([loaded])
    return loaded


def _lacks_format(problem: EmpactError, format_: str | None) -> bool:
    """Whether a file cannot be read since it has no suffix, as a pipe (``<(...)``) has none."""
    return format_ is None and isinstance(problem, UnknownFormatError) and not problem.name


def read_portfolio(
    ctx: click.Context, sources: Sequence[str], format_: str | None, *, compares: bool = False
) -> Readings[Plan]:
    """Read plans, files and folders; print the problems of the files on the standard error.

    Of several revisions of a plan in a folder, only the one in force on the date of knowledge is used.

    Args:
        ctx: The call.
        sources: What it names.
        format_: The name of the reader of all of them; without it, their suffixes decide.
        compares: Whether the call compares revisions: then all are used, and none is counted.

    Raises:
        ReleaseError: The marking of one is above the level of ``--release``.
    """
    read = read_all(ctx.obj, sources, format_)
    for reading in read.readings:
        for problem in reading.diagnostics:
            echo_problem(problem, quoted=not reading.is_marked)
    if compares:
        return read
    read = revisions_in_force(read, sources, ctx.params.get("as_of"))
    for plan, number in Counter(plan.id for plan in read.values).items():
        if number > 1:
            echo_warning(f"{number} plans have the id {plan}; each of them is counted.")
    return read


def revisions_in_force(read: Readings[Plan], sources: Sequence[str], as_of: dt.date | None) -> Readings[Plan]:
    """Return what was read without the plans of folders of which another revision is in force; note each of them.

    Args:
        read: What was read.
        sources: The sources; a revision that is named as a file is used, also if it is not in force.
        as_of: The date of knowledge that the call names; None for the newest revision.
    """
    if len({plan.id for plan in read.values}) == len(read.values):
        return read
    folders = {Path(source) for source in sources}
    from_folders = [
        plan for plan in read.values if plan.source is not None and Path(plan.source.file).parent in folders
    ]
    from empact.analysis.portfolio.in_force import cover_date  # most calls have one revision of each plan

    used = {plan.id: plan for plan in Portfolio(tuple(from_folders)).in_force(as_of)}
    left_out: list[Plan] = []
    for plan in from_folders:
        other = used[plan.id]
        if plan.cover.number.plain not in {"", other.cover.number.plain}:
            left_out.append(plan)
            file, instead = (each.source.file for each in (plan, other) if each.source is not None)
            undated = "its cover has no date, and " if cover_date(plan) is None and cover_date(other) else ""
            echo_note(f"{file} is not used: {undated}{instead} is the revision of {plan.id} in force.")
    kept = (reading for reading in read.readings if not any(reading.value is plan for plan in left_out))
    return attrs.evolve(read, readings=tuple(kept))


def echo_problem(problem: Diagnostic, *, quoted: bool = True) -> None:
    """Print a problem on the standard error, in one line that starts with its severity.

    Without ``quoted``, for a file with a marking, the line has no text of the file.
    """
    words = problem_line(problem, quoted=quoted)
    echo_message(problem.severity.value.capitalize(), words if quoted else f"{words} {NOT_QUOTED}")


def exit_if_unreadable(ctx: click.Context, read: Readings[Plan]) -> None:
    """Exit with code 2 if a source has no valid plan."""
    if not read.complete:
        ctx.exit(EXIT_UNUSABLE)


def refuse_incomplete(ctx: click.Context, read: Readings[Plan], why: str) -> None:
    """Exit with code 2 if a source has no valid plan, and say why the others are not written, if there are any."""
    if read.values and not read.complete:
        echo_error(f"Nothing is written: {why}")
    exit_if_unreadable(ctx, read)


def reader_options(session: Session, sources: Iterable[str], format_: str | None) -> dict[str, Option]:
    """Return the options that the readers of files declare, by name.

    Raises:
        click.UsageError: Two readers have different options of one name.
    """
    options: dict[str, Option] = {}
    readers = (session.plugins.reader_of(source, format_) for source in sources)
    for reader in dict.fromkeys(filter(None, readers)):
        for option in session.plugins.options_of(reader):
            if options.setdefault(option.name, option) != option:
                word = option.name.replace("_", "-")
                raise click.UsageError(f"--{word} means different things for these files; name them in two calls.")
    return options


def read_all(
    session: Session, sources: Sequence[str], format_: str | None, options: Mapping[str, Any] = FrozenMap()
) -> Readings[Plan]:
    """Read plans, files and folders; print a line on the standard error for each that cannot be opened or found.

    Args:
        session: The session.
        sources: What the call names.
        format_: The name of the reader of all of them; without it, their suffixes decide.
        options: Options of readers: each file is read with those that its reader has.

    Raises:
        ReleaseError: The marking of one is above the level of ``--release``.
    """
    named = [(source, _files(session, source, format_)) for source in sources]
    readings: list[Reading[Plan]] = []
    missing: list[str] = []
    giving: set[str] = set()
    invalid: set[str] = set()
    seen: set[object] = set()
    with progress([(source, file) for source, files in named for file in files], "Reading") as files_of_all:
        for source, file in files_of_all:
            if (key := _identity(file)) in seen:
                echo_warning(f"{_name(source)} is named twice; it is read once.")
                giving.add(source)
                continue
            seen.add(key)
            reading = _read(session, file, format_, source, options)
            if reading is None:
                missing.append(_name(source))
                continue
            readings.append(reading)
            if reading.value is not None:
                giving.add(source)
            elif not reading.skipped:
                invalid.add(str(file))
    for source, files in named:
        if source not in giving and all(isinstance(file, FolderFile) for file in files):
            valid = "valid " if any(isinstance(file, FolderFile) and str(file) in invalid for file in files) else ""
            echo_error(f"{source}: the folder has no {valid}plan.")
            missing.append(source)
    read = Readings(tuple(readings), tuple(missing))
    unread = [(reading.source or "", reading.marking) for reading in readings if reading.value is None]
    _check_release(read.values, [(name, marking) for name, marking in unread if marking])
    return read


def _check_release(plans: Iterable[Plan], unread: Iterable[tuple[str, str]] = ()) -> None:
    """Check that plans, and files that cannot be read as plans, may be released at the level of ``--release``.

    What counts is their marking today, or on an earlier date of knowledge: a later one releases nothing before its day.
    """
    level = release_level()
    if level is not None:
        known: dt.date | None = click.get_current_context().params.get("as_of")
        today = or_today(None)
        on = today if known is None else min(known, today)
        check_release(plans, level, on=on, unread=unread, raised_to=marking_level())


def _stream(source: str, format_: str | None) -> str | IO[bytes]:
    """The source that an argument names; ``-`` is the standard input."""
    if source != "-":
        return source
    if sys.stdin is None:
        raise click.UsageError("'-' reads the standard input, but it is closed.")
    if format_ is None:
        message = "'-' reads the standard input; name its format with --from, such as --from yaml."
        raise click.UsageError(message)
    return sys.stdin.buffer


def _files(session: Session, source: str, format_: str | None) -> tuple[Readable, ...]:
    try:
        return session.files(_stream(source, format_))
    except OSError:
        return (source,)  # `_read` raises it again, and prints it in its place


def _identity(file: Readable) -> object:
    """Return what two names of one source have in common: its path without links, or the object itself."""
    if not isinstance(file, str | os.PathLike):
        return file
    try:
        return os.path.realpath(file, strict=True)  # `Path.resolve` has another error for a loop of links
    except (OSError, ValueError):
        return normalised(str(file))  # the name of a bundled plan, or of no file at all


def _name(source: str) -> str:
    """Return a source as it is named in messages; a text that was given instead of a file is cut."""
    return source if len(source) <= _LONGEST_NAME and "\n" not in source else cut_repr(source)


def _read(
    session: Session, file: Readable, format_: str | None, source: str, options: Mapping[str, Any]
) -> Reading[Plan] | None:
    name = str(file) if isinstance(file, FolderFile) else _name(source)
    try:
        known = reader_options(session, [name], format_) if options else {}
        own = {option: value for option, value in options.items() if option in known}
        return session.read(file, format=format_, options=own)
    except OSError as problem:
        echo_error(f"{name}: {problem.strerror or problem}")
    except EmpactError as problem:
        words = str(problem) if has_text(problem) else f"A plugin raises {crash_line(problem)}, which has no text."
        echo_error(f"{name}: {_NAME_FORMAT if _lacks_format(problem, format_) else words}")
    return None


def folder_of(session: Session, given: Path | None, part: str) -> Path:
    """The folder that a call names, or that of the workspace.

    Raises:
        click.UsageError: Neither names one.
    """
    folder = given or session.workspace.folder(part)
    if folder is None:
        raise click.UsageError(f"The command needs the {part} folder. {folder_hint(part)}")
    return folder


def require_folders(
    session: Session,
    spec: DocumentSpec,
    options: Mapping[str, object],
    *,
    reports: Path | None,
    practices: Path | None,
    seals: Path | None,
) -> None:
    """Refuse a document about records if neither the call nor the configuration says where they are.

    Without this, it would look as if there were none.

    Args:
        session: The session, with its workspace.
        spec: The document.
        options: The options that the call gives.
        reports: The folder of reports that the call names.
        practices: The folder of practices that the call names.
        seals: The folder of seals that the call names.

    Raises:
        click.UsageError: The folder of the reports, the practices or the seals is needed, and not known.
    """
    needed = {option.needs for option in spec.options if options.get(option.name, option.default)}
    if "reports" in {*spec.inputs, *needed}:
        folder_of(session, reports, "reports")
    if "practices" in spec.inputs:
        folder_of(session, practices, "practice")
    if "seals" in {*spec.inputs, *needed}:
        folder_of(session, seals, "seals")


def read_records(
    session: Session, plans: Collection[Plan], kinds: Iterable[str], given: Mapping[str, Path | None]
) -> Records:
    """Read kinds of records, each from the folder that the call names, or else from the workspace.

    Warn if a folder that the call names has nothing about the plans.

    Args:
        session: The session, with its workspace.
        plans: The plans of the call.
        kinds: The kinds to read.
        given: The folder that the call names, by kind; None if it names none.
    """
    folders = {kind: folder for kind, folder in given.items() if folder is not None}
    records = session.workspace.read_records(kinds, given=folders, plans=plans)
    ids = [plan.id for plan in plans]
    ledger, reports, practices = records.ledger, records.reports, records.practices
    if "ledger" in folders and ledger is not None and not ledger.ledgers and ledger.complete:
        _warn_of_nothing(folders["ledger"], "ledger", "ledger entry")
    if "reports" in folders and reports is not None and reports.complete and not any(map(reports.by_plan.get, ids)):
        _warn_of_nothing(folders["reports"], "reports", f"report about {', '.join(ids)}")
    if "practices" in folders and practices is not None and not practices.readings:
        _warn_of_nothing(folders["practices"], "practice", "practice")
    return records


def given_folders(parameters: Mapping[str, Any]) -> dict[str, Path | None]:
    """Return the folder of each kind of records that the parameters of a call name."""
    named: Mapping[str, str] = {"reports": "folder", "practices": "practice"}  # as the options call the folders
    return {kind: parameters.get(named.get(kind, kind)) for kind in KINDS}


def _warn_of_nothing(folder: Path, part: str, what: str) -> None:
    inside = folder / part
    echo_warning(f"{folder} has no {what}.{f' Did you mean {inside}?' if inside.is_dir() else ''}")


def answers_of(session: Session, file: Path, plans: Collection[Plan]) -> Answers:
    """Read the answers to possible overlaps from a file.

    Raises:
        PlanReadError: The file is not valid.
        OSError: It cannot be opened.
    """
    return session.read(file, Answers, plans=plans).require()


def ledger_of(session: Session, folder: Path | None, plan: Plan) -> Ledger:
    """Read the ledger of a plan; without a folder and a workspace, it is empty.

    Raises:
        PlanReadError: A file of the folder is not a valid entry, was changed, or is in the folder of another plan.
    """
    read = read_records(session, [plan], ("ledger",), {"ledger": folder}).require_complete(plan.id).ledger
    return Ledger(plan=plan.id) if read is None else read.of_plan(plan.id)
