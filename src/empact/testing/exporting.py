"""Checks the requirements for exporters; each check returns its problems as sentences."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis import PlanContext, Portfolio, PortfolioContext
from empact.containers import ActivePart, ContainerError, active_parts, open_package
from empact.containers.looking import place
from empact.documents import (
    CellNote,
    Column,
    Document,
    FillIn,
    Row,
    Section,
    StyledText,
    Table,
    TableCell,
    Text,
    Value,
    cell_parts,
)
from empact.documents.names import same_file
from empact.errors import PASSING, EmpactError, cause_of
from empact.hooks import Artifact, Exporter, printable
from empact.hooks.lazy import imported
from empact.model import Plan
from empact.session import Session
from empact.session.exporting import Export, export_context
from empact.session.marked_files import look_into
from empact.testing import archives
from empact.testing.documenting import built, example_values
from empact.testing.guard import Use, guarded
from empact.testing.laws import Law, Tested, its_code_can_be_called, its_name_is_lower_case, law
from empact.testing.samples import MARKING, draw
from empact.testing.surroundings import ContextState, kept

_WORD = re.compile(r"[A-Za-z0-9]{2,}")
_COMMAND = "\x1b[2J\x07\u202e"
"""Characters that control a terminal."""
_FORMULA = '=HYPERLINK("file:///etc/passwd")'
"""A text that a spreadsheet would calculate as a formula if it were entered there."""


@attrs.frozen(eq=False)
class _Input:
    """What an exporter is to write: a plan, a document or a portfolio."""

    what: str
    odd: bool
    value: Plan | Document | Portfolio
    plans: tuple[Plan, ...]
    drawn: bool = False


@functools.lru_cache(maxsize=4)
def _inputs(tested: Tested[Exporter]) -> tuple[_Input, ...]:
    """Return what an exporter takes, made of each plan; for an exporter of documents, also documents of any shape."""
    return tuple(_made_inputs(tested))


def _made_inputs(tested: Tested[Exporter]) -> Iterator[_Input]:
    exporter, session = tested.descriptor, tested.session
    plans = list(tested.samples)
    if exporter.takes != "document":
        for sample in plans:
            what: Plan | Portfolio = sample.plan if exporter.takes == "plan" else Portfolio((sample.plan,))
            yield _Input(sample.what, sample.odd, what, (sample.plan,), sample.drawn)
        usual = {sample.plan.id: sample.plan for sample in plans if not sample.odd}
        if exporter.takes == "portfolio" and len(usual) > 1:
            together = tuple(usual.values())
            yield _Input("a portfolio of several plans", odd=False, value=Portfolio(together), plans=together)
        return
    first = plans[0].plan if plans else Plan(id="X-2026")
    for document in (
        session.documents
        if tested.generated
        else [document for document in session.documents if document.name == "plan"]
    ):
        for sample in plans if document.name == "plan" else plans[:1]:
            case = f"the document {document.name!r} of {sample.what}"
            try:
                yield _Input(case, sample.odd, built(document, session, (sample.plan,)), (sample.plan,), sample.drawn)
            except EmpactError:  # the checks of documents report it
                continue
    yield from (_Input(what, odd=False, value=value, plans=(first,)) for what, value in _shapes().items())
    for value in _drawn() if tested.generated else ():
        yield _Input(f"a generated document, {value!r}", odd=False, value=value, plans=(first,), drawn=True)


@functools.cache
def _shapes() -> dict[str, Document]:
    """Return documents of unusual shapes; they are the same in each run."""
    columns = (Column(key="a", title="A"), Column(key="b", title="B"))
    cells = (TableCell(_COMMAND, (CellNote(f"note {_COMMAND}"),)), TableCell(None, (), FillIn(("yes", "no"))))
    shapes: dict[str, tuple[Section, ...]] = {
        "a document without sections": (),
        "a document with an empty table": (Section(key="empty", title="Empty", body=Table(columns)),),
        "a document with an empty text": (Section(key="empty", title="Empty", body=Text(())),),
        "a document with control characters": (
            Section(key="table", title=_COMMAND, body=Table(columns, (Row(_COMMAND, cells),))),
            Section(key="text", title="Text", body=Text((_COMMAND,))),
        ),
        "a document with texts like formulas": (
            Section(key="table", title=_FORMULA, body=Table(columns, (Row(_FORMULA, (_FORMULA, "@SUM(A1)")),))),
            Section(key="text", title=_FORMULA, body=Text((_FORMULA, "+1+1", "-1"))),
        ),
    }
    unusual = {
        what: Document(kind="minutes", title="Minutes", name="X-2026-minutes", sections=sections)
        for what, sections in shapes.items()
    }
    title = f"{_FORMULA} {_COMMAND}"
    unusual["a document with a title like a formula"] = Document(kind="minutes", title=title, name="X-2026-minutes")
    return unusual


_GENERATED = 30


@functools.cache
def _drawn() -> list[Document]:
    from empact.testing.tables import documents  # the process that repeats the checks draws nothing

    return draw(documents(), _GENERATED)


def artifacts(
    exporter: Exporter, session: Session, given: _Input, states: list[ContextState] | None = None
) -> list[Artifact]:
    """Return the files that an exporter makes; add the state of its context, before it is used, to ``states``.

    Raises:
        TypeError: The exporter returns something that is not an :class:`Artifact`.
    """
    export, values = Export(session.setup, Portfolio(given.plans)), example_values(exporter.options)
    plan = None if exporter.takes == "portfolio" else given.plans[0]

    def make_context() -> PlanContext | PortfolioContext:
        context = export.context_for(exporter, plan, values)
        if states is not None:
            states.append(ContextState.of(context))
        return context

    returned: list[object] = list(imported(exporter.write)(given.value, export_context(make_context, values)))
    files: list[Artifact] = []
    for artifact in returned:
        if not isinstance(artifact, Artifact):
            raise TypeError(f"it returns a value of type {type(artifact).__name__}, not an Artifact")
        files.append(artifact)
    return files


@attrs.frozen(eq=False)
class _Run:
    """The first time that something was exported: the files, or the exception, and what was changed by it."""

    case: _Input
    made: list[Artifact] | BaseException
    changes: tuple[str, ...]


@functools.lru_cache(maxsize=4)
def _runs(tested: Tested[Exporter]) -> tuple[_Run, ...]:
    """Export each input once: the laws of an exporter read the same files."""
    return tuple(_run(tested, case) for case in _inputs(tested))


def _run(tested: Tested[Exporter], case: _Input) -> _Run:
    states: list[ContextState] = []
    before = hash(case.value)
    with kept() as changes:
        made = _outcome(tested.descriptor, tested.session, case, states)
    more = [f"changes its context ({name})" for state in states for name in state.changes()]
    if isinstance(case.value, Document) and hash(case.value) != before:
        more.append("changes the document")
    return _Run(case, made, (*changes, *more))


def _outcome(
    exporter: Exporter, session: Session, given: _Input, states: list[ContextState] | None = None
) -> list[Artifact] | BaseException:
    try:
        return artifacts(exporter, session, given, states)
    except PASSING:
        raise
    except BaseException as crash:  # noqa: BLE001 - an exporter may raise anything
        return crash


def _made(tested: Tested[Exporter]) -> Iterator[tuple[_Input, list[Artifact]]]:
    """Return the files of each input; :func:`it_makes_files_for_every_plan` reports those that are not exported."""
    return ((run.case, run.made) for run in _runs(tested) if not isinstance(run.made, BaseException))


def answers(tested: Tested[Exporter]) -> dict[str, object]:
    """Return what it makes of each input that is not generated, for the comparison with another process."""
    return {case.what: tuple(made) for case, made in _made(tested) if not case.drawn}


@law
def it_changes_nothing_else(tested: Tested[Exporter]) -> Iterator[tuple[str, str]]:
    """It prints nothing, and changes neither what it writes, nor its context, nor what all code shares."""
    exporter = tested.descriptor
    for run in _runs(tested):
        for change in run.changes:
            yield f"The exporter {exporter.name!r} {change}; it may only return files", run.case.what
    for sample in tested.samples:
        if sample.is_changed():
            yield f"The exporter {exporter.name!r} changes the plan; use attrs.evolve to make another one", sample.what


@law
def it_makes_files_for_every_plan(tested: Tested[Exporter]) -> Iterator[tuple[str, str]]:
    """It returns at least one file for every plan; for an unusual plan it may raise an exception of empact."""
    exporter = tested.descriptor
    for run in _runs(tested):
        if isinstance(run.made, BaseException):
            if not (run.case.odd and isinstance(run.made, EmpactError)):
                yield f"The exporter {exporter.name!r} stops with {cause_of(run.made)}", run.case.what
        elif not run.made:
            yield f"The exporter {exporter.name!r} writes no file", run.case.what


@law
def its_file_names_are_safe(tested: Tested[Exporter]) -> Iterator[tuple[str, str]]:
    """No two files of an export are one file on some systems: their names differ in more than case or accents."""
    exporter = tested.descriptor
    for case, made in _made(tested):
        names = same_file(artifact.name for artifact in made)
        if names is not None:
            first, second = names
            what = f"{first!r} twice" if first == second else f"{first!r} and {second!r}, one file on some systems"
            yield f"The exporter {exporter.name!r} writes {what}", case.what


@law
def it_makes_the_same_bytes_each_time(tested: Tested[Exporter]) -> Iterator[tuple[str, str]]:
    """No file depends on the clock, the environment or random numbers, and none is written but those of the session.

    An exporter of documents uses nothing but its arguments, so it reads no file either. Of an archive, it reports the
    members that differ, and each with the time at which it was made.
    """
    exporter = tested.descriptor
    package = exporter.write.partition(":")[0].partition(".")[0]
    since = dt.datetime.now(dt.UTC)
    for case, made in _made(tested):
        with guarded() as uses:
            again = _outcome(exporter, tested.session, case)
        if again != made:
            where = "" if isinstance(again, BaseException) else _differences(made, again)
            yield f"The exporter {exporter.name!r} writes different bytes the second time{where}", case.what
        for artifact in made:
            if archives.is_archive(artifact.data):
                for reading in archives.clock_readings(artifact.data, since, dt.datetime.now(dt.UTC)):
                    yield f"The exporter {exporter.name!r} writes the time of the export: {reading}", case.what
        for use in uses:
            if use.module.partition(".")[0] == package and _is_forbidden(exporter, use):
                yield f"The exporter {exporter.name!r} uses {use}, so its bytes can differ each time", case.what


def _differences(before: Iterable[Artifact], after: Iterable[Artifact]) -> str:
    """Return which members of an archive differ, as the end of a sentence; empty if the file is not an archive."""
    other = {artifact.name: artifact.data for artifact in after}
    for artifact in before:
        data = other.get(artifact.name, artifact.data)
        if data != artifact.data and archives.is_archive(data) and archives.is_archive(artifact.data):
            return f": in {artifact.name!r}, {', '.join(archives.differences(artifact.data, data))}"
    return ""


def _is_forbidden(exporter: Exporter, use: Use) -> bool:
    """Return whether an exporter may not use something: one of plans may read files of its own, such as a template."""
    return exporter.takes == "document" or use.what != "a file" or use.is_change


@law
def every_text_contains_the_marking(tested: Tested[Exporter]) -> Iterator[tuple[str, str]]:
    """Every file contains the marking of the plan: every text, each page or sheet, each entry of a calendar.

    Of several plans, one of which is marked, the files contain that marking, but for the entries of a calendar.

    In a format that empact does not know, the exporter reads the pages (``pages``), or declares it that nobody can look
    into its files (``opaque``).
    """
    exporter, session = tested.descriptor, tested.session
    inputs = _inputs(tested)
    together = [_last_marked(case) for case in inputs if isinstance(case.value, Portfolio) and len(case.plans) > 1]
    for case in (*map(_marked, inputs), *together):
        made = _outcome(exporter, session, case)
        for artifact in () if isinstance(made, BaseException) else made:
            try:
                seen = look_into(f"The exporter {exporter.name!r}", exporter, artifact)
            except ContainerError as problem:
                yield f"The exporter {exporter.name!r} writes {artifact.name!r}, which {problem}", case.what
                continue
            except EmpactError as problem:  # the function that reads the pages
                yield str(problem), case.what
                continue
            for where in seen.without(MARKING, [plan.marking or "" for plan in case.plans]):
                yield f"The exporter {exporter.name!r} omits the marking from {place(where, artifact.name)}", case.what
            for name in () if exporter.opaque else seen.opaque:
                what = place(repr(name) if name else "", artifact.name)
                hint = "name a function that reads its pages with pages=..., or declare it with opaque=True"
                yield f"The exporter {exporter.name!r} writes {what}, into which empact cannot look: {hint}", case.what


def _marked(case: _Input) -> _Input:
    """Return the same input with a marking on each plan: an entry of a calendar has that of its own plan."""
    plans = tuple(attrs.evolve(plan, marking=MARKING, marking_today=None) for plan in case.plans)
    if isinstance(case.value, Document):
        return attrs.evolve(case, value=attrs.evolve(case.value, marking=MARKING), plans=plans)
    return attrs.evolve(case, value=plans[-1] if isinstance(case.value, Plan) else Portfolio(plans), plans=plans)


def _last_marked(case: _Input) -> _Input:
    """Return a portfolio of the same plans, of which only the last one has a marking."""
    plans = tuple(attrs.evolve(plan, marking=None, marking_today=None) for plan in case.plans[:-1])
    plans += _marked(case).plans[-1:]
    return attrs.evolve(case, what=f"{case.what}, of which one is marked", value=Portfolio(plans), plans=plans)


@law
def every_plan_of_a_portfolio_is_written(tested: Tested[Exporter]) -> Iterator[tuple[str, str]]:
    """If it writes the id of a plan that is exported alone, it also writes it with other plans."""
    exporter = tested.descriptor
    texts = {case.plans: "".join(_text(artifact.data) or "" for artifact in made) for case, made in _made(tested)}
    for case, _ in _made(tested):
        for plan in case.plans if len(case.plans) > 1 else ():
            if plan.id in texts.get((plan,), "") and plan.id not in texts[case.plans]:
                yield f"The exporter {exporter.name!r} omits the plan {plan.id!r}", case.what


@law
def every_text_of_a_document_is_written(tested: Tested[Exporter]) -> Iterator[tuple[str, str]]:
    """If it takes documents and writes text, every word of a document is in its files."""
    exporter = tested.descriptor
    for case, made in _made(tested):
        texts = [_text(artifact.data) for artifact in made]
        if not isinstance(case.value, Document) or None in texts:
            continue
        together = "".join(text or "" for text in texts)
        for word in dict.fromkeys(word for text in _texts(case.value) for word in _WORD.findall(text)):
            if word not in together:
                yield f"The exporter {exporter.name!r} omits a text of the document", f"{word!r} in {case.what}"
        for word in dict.fromkeys(word for text in _titles(case.value) for word in _WORD.findall(text)):
            if word not in together:
                yield f"The exporter {exporter.name!r} omits a title of the document", f"{word!r} in {case.what}"


def _titles(document: Document) -> Iterator[str]:
    """Return the titles of columns that have a value, of tables without a layout: with one, rows may have no titles."""
    for section in document.sections:
        if isinstance(section.body, Table) and section.layout is None:
            for at, column in enumerate(section.body.columns):
                if any(row.values[at] not in (None, "", ()) for row in section.body.rows):
                    yield from _of_value(column.title)


def _texts(document: Document) -> Iterator[str]:
    """Return the texts of cells, notes and paragraphs, and the answers that cells to fill in allow.

    Words in a style are texts of their own, since a format may write something around them.
    """
    for section in document.sections:
        body = section.body
        cells = [body.cell] if isinstance(body, Text) else [cell for row in body.rows for cell in row.cells]
        for cell in cells:
            if cell.emphasis and isinstance(cell.value, (str, tuple)):
                styled = (
                    str(part) for item in cell_parts(cell) for part in item if isinstance(part, (str, StyledText))
                )
                yield from itertools.chain(*map(_of_value, styled))
            else:
                yield from _of_value(cell.value)
            yield from (note.text for note in cell.notes)
            yield from () if cell.fill_in is None else cell.fill_in.options


def _of_value(value: Value) -> Iterator[str]:
    """Return the texts of a value, without control characters: each format has its own escapes for them."""
    if isinstance(value, tuple):
        for item in value:
            yield from _of_value(item)
    elif isinstance(value, str):
        yield "".join(letter if printable(letter) == letter else " " for letter in value)


@law
def control_characters_are_escaped(tested: Tested[Exporter]) -> Iterator[tuple[str, str]]:
    """If it takes documents and writes text, control characters are escaped."""
    exporter = tested.descriptor
    for case, made in _made(tested):
        if not isinstance(case.value, Document):
            continue
        for artifact in made:
            text = (_text(artifact.data) or "").replace("\r\n", "\n")
            if printable(text) != text:
                yield f"The exporter {exporter.name!r} does not escape control characters", case.what


@law
def no_text_becomes_a_formula(tested: Tested[Exporter]) -> Iterator[tuple[str, str]]:
    """A workbook or a Word document calculates nothing, and neither reads files nor runs programs."""
    exporter = tested.descriptor
    for case, made in _made(tested):
        for artifact in made:
            for part in _active(artifact.data):
                yield f"The exporter {exporter.name!r} writes {part.what}", case.what


def _active(data: bytes) -> Iterator[ActivePart]:
    """Yield what is active in an archive; of one that cannot be opened, the check of markings says so."""
    if archives.is_archive(data):
        with contextlib.suppress(ContainerError):
            yield from active_parts(open_package(data))


def _text(data: bytes) -> str | None:
    """Return the text of a file or of the files in an archive; None if it is neither."""
    if not archives.is_archive(data):
        return archives.plain_text(data)
    inner = map(archives.member_text, archives.members(data).values())
    return "\n".join(text for text in inner if text is not None)


@law
def its_reader_reads_the_same_plan(tested: Tested[Exporter]) -> Iterator[tuple[str, str]]:
    """If it exports plans and there is a reader of the same name, this reads the same plan from each file.

    A reader of documents, which reads no folders, is left out: a document has only what people read.
    """
    exporter, session = tested.descriptor, tested.session
    of_plans = {reader.name for reader in session.plugins.readers if not reader.forms and reader.from_folders}
    if exporter.takes != "plan" or exporter.name not in of_plans:
        return
    for case, made in _made(tested):
        for artifact in made:
            reading = session.read(io.BytesIO(artifact.data), format=exporter.name)
            if reading.value is None:
                why = "; ".join(problem.message for problem in reading.diagnostics)
                yield f"The file of the exporter {exporter.name!r} cannot be read: {why}", case.what
            elif reading.value != case.value:
                yield f"The file of the exporter {exporter.name!r} is read as a different plan", case.what


LAWS: Sequence[Law[Exporter]] = (
    its_name_is_lower_case,
    its_code_can_be_called,
    it_changes_nothing_else,
    it_makes_files_for_every_plan,
    its_file_names_are_safe,
    it_makes_the_same_bytes_each_time,
    every_text_contains_the_marking,
    every_plan_of_a_portfolio_is_written,
    every_text_of_a_document_is_written,
    control_characters_are_escaped,
    no_text_becomes_a_formula,
    its_reader_reads_the_same_plan,
)
"""The laws of exporters, in the order in which their problems are reported."""
