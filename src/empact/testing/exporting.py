"""Checks the requirements for exporters; each check returns its problems as sentences."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import io
import re
from collections.abc import Iterable, Iterator, Sequence

import attrs
from hypothesis import HealthCheck, Phase, given, settings

from empact.analysis import Portfolio
from empact.containers import ActivePart, ContainerError, active_parts, look, open_package, place
from empact.documents import CellNote, Column, Document, FillIn, Row, Section, Table, TableCell, Text, Value
from empact.documents.names import is_file_name
from empact.errors import EmpactError, cause_of
from empact.hooks import Artifact, Exporter, printable
from empact.hooks.lazy import imported
from empact.model import Plan
from empact.session import Session
from empact.session.exporting import Export, export_context
from empact.testing import archives
from empact.testing.documenting import built, example_values
from empact.testing.guard import Use, guarded
from empact.testing.laws import Law, Tested, its_code_can_be_called, its_name_is_lower_case, law
from empact.testing.samples import MARKING, Sample
from empact.testing.tables import documents

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
    plan: Plan


def _inputs(exporter: Exporter, session: Session, samples: Iterable[Sample]) -> Iterator[_Input]:
    """Return what an exporter takes, made of each plan; for an exporter of documents, also documents of any shape."""
    plans = list(samples)
    if exporter.takes != "document":
        for sample in plans:
            value = sample.plan if exporter.takes == "plan" else Portfolio((sample.plan,))
            yield _Input(sample.what, sample.odd, value, sample.plan)
        return
    first = plans[0].plan if plans else Plan(id="X-2026")
    for document in session.documents:
        for sample in plans if document.name == "plan" else plans[:1]:
            what = f"the document {document.name!r} of {sample.what}"
            try:
                yield _Input(what, sample.odd, built(document, session, (sample.plan,)), sample.plan)
            except EmpactError:  # the checks of documents report it
                continue
    yield from (_Input(what, odd=False, value=value, plan=first) for what, value in _documents().items())


@functools.cache
def _documents() -> dict[str, Document]:
    """Return documents of unusual shapes, and generated ones; they are the same in each run."""
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
    return unusual | {f"a generated document, {document!r}": document for document in _drawn()}


def _drawn() -> list[Document]:
    drawn: list[Document] = []

    @settings(
        max_examples=min(30, settings().max_examples),  # a profile may ask for fewer
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
    @given(documents())
    def draw(document: Document) -> None:
        drawn.append(document)

    draw()
    return drawn


def artifacts(exporter: Exporter, session: Session, given: _Input) -> list[Artifact]:
    """Return the files that an exporter makes.

    Raises:
        TypeError: The exporter returns something that is not an :class:`Artifact`.
    """
    export, values = Export(session.setup, Portfolio((given.plan,))), example_values(exporter.options)
    plan = None if exporter.takes == "portfolio" else given.plan
    context = export_context(lambda: export.context_for(exporter, plan, values), values)
    returned: list[object] = list(imported(exporter.write)(given.value, context))
    files: list[Artifact] = []
    for artifact in returned:
        if not isinstance(artifact, Artifact):
            raise TypeError(f"it returns a value of type {type(artifact).__name__}, not an Artifact")
        files.append(artifact)
    return files


@functools.lru_cache(maxsize=4)
def _outcomes(tested: Tested[Exporter]) -> tuple[tuple[_Input, list[Artifact] | Exception], ...]:
    """Return the files of each input, or the exception: the laws of an exporter read the same files."""
    exporter, session = tested.descriptor, tested.session
    return tuple((case, _outcome(exporter, session, case)) for case in _inputs(exporter, session, tested.samples))


def _outcome(exporter: Exporter, session: Session, given: _Input) -> list[Artifact] | Exception:
    try:
        return artifacts(exporter, session, given)
    except Exception as crash:  # noqa: BLE001 - an exporter may raise anything
        return crash


def _made(tested: Tested[Exporter]) -> Iterator[tuple[_Input, list[Artifact]]]:
    """Return the files of each input; :func:`it_makes_files_for_every_plan` reports those that are not exported."""
    return ((case, made) for case, made in _outcomes(tested) if not isinstance(made, Exception))


@law
def it_makes_files_for_every_plan(tested: Tested[Exporter]) -> Iterator[tuple[str, str]]:
    """It returns at least one file for every plan; for an unusual plan it may raise an exception of empact."""
    exporter = tested.descriptor
    for case, made in _outcomes(tested):
        if isinstance(made, Exception):
            if not (case.odd and isinstance(made, EmpactError)):
                yield f"The exporter {exporter.name!r} stops with {cause_of(made)}", case.what
        elif not made:
            yield f"The exporter {exporter.name!r} writes no file", case.what


@law
def its_file_names_are_safe(tested: Tested[Exporter]) -> Iterator[tuple[str, str]]:
    """Each file is directly in the output folder, and no two files have the same name."""
    exporter = tested.descriptor
    for case, made in _made(tested):
        names = [artifact.name for artifact in made]
        for name in dict.fromkeys(names):
            if not is_file_name(name):
                yield f"The exporter {exporter.name!r} writes {name!r}, which is not a safe file name", case.what
            if names.count(name) > 1:
                yield f"The exporter {exporter.name!r} writes {name!r} twice", case.what


@law
def it_makes_the_same_bytes_each_time(tested: Tested[Exporter]) -> Iterator[tuple[str, str]]:
    """No file depends on the clock or on random numbers.

    An exporter of documents uses nothing but its arguments: no file, no network and no process either. Of an archive,
    it reports the members that differ, and each with the time at which it was made.
    """
    exporter = tested.descriptor
    package = exporter.write.partition(":")[0].partition(".")[0]
    since = dt.datetime.now(dt.UTC)
    for case, made in _made(tested):
        with guarded() as uses:
            again = _outcome(exporter, tested.session, case)
        if again != made:
            where = "" if isinstance(again, Exception) else _differences(made, again)
            yield f"The exporter {exporter.name!r} writes different bytes the second time{where}", case.what
        for artifact in made:
            if archives.is_archive(artifact.data):
                for reading in archives.clock_readings(artifact.data, since, dt.datetime.now(dt.UTC)):
                    yield f"The exporter {exporter.name!r} writes the time of the export: {reading}", case.what
        for use in uses:
            if use.module.partition(".")[0] == package and _is_forbidden(exporter, use):
                yield f"The exporter {exporter.name!r} uses {use}, so its bytes can differ each time", case.what


def _differences(before: Iterable[Artifact], after: Iterable[Artifact]) -> str:
    """Return which members of an archive differ, as the end of a sentence; empty if the file is no archive."""
    other = {artifact.name: artifact.data for artifact in after}
    for artifact in before:
        data = other.get(artifact.name, artifact.data)
        if data != artifact.data and archives.is_archive(data) and archives.is_archive(artifact.data):
            return f": in {artifact.name!r}, {', '.join(archives.differences(artifact.data, data))}"
    return ""


def _is_forbidden(exporter: Exporter, use: Use) -> bool:
    return exporter.takes == "document" or use.what in {"the clock", "random numbers"}


@law
def every_text_contains_the_marking(tested: Tested[Exporter]) -> Iterator[tuple[str, str]]:
    """Every file contains the marking of the plan: every text, each page or sheet, each entry of a calendar.

    An exporter declares it if nobody can look into its files.
    """
    exporter, session, samples = tested.descriptor, tested.session, tested.samples
    for case in map(_marked, _inputs(exporter, session, samples)):
        made = _outcome(exporter, session, case)
        for artifact in () if isinstance(made, Exception) else made:
            try:
                seen = look(artifact.data)
            except ContainerError as problem:
                yield f"The exporter {exporter.name!r} writes {artifact.name!r}, which {problem}", case.what
                continue
            for where in seen.without(MARKING):
                yield f"The exporter {exporter.name!r} omits the marking from {place(where, artifact.name)}", case.what
            for name in () if exporter.opaque else seen.opaque:
                what = place(repr(name) if name else "", artifact.name)
                hint = "declare it with opaque=True"
                yield f"The exporter {exporter.name!r} writes {what}, into which empact cannot look: {hint}", case.what


def _marked(case: _Input) -> _Input:
    plan = attrs.evolve(case.plan, marking=MARKING, marking_today=None)
    if isinstance(case.value, Document):
        return attrs.evolve(case, value=attrs.evolve(case.value, marking=MARKING), plan=plan)
    return attrs.evolve(case, value=plan if isinstance(case.value, Plan) else Portfolio((plan,)), plan=plan)


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


def _texts(document: Document) -> Iterator[str]:
    """Return the texts of cells, notes and paragraphs, and the answers that cells to fill in allow."""
    for section in document.sections:
        if isinstance(section.body, Text):
            yield from section.body.paragraphs
            yield from (note.text for note in section.body.notes)
            continue
        for cell in (cell for row in section.body.rows for cell in row.cells):
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
    """If it exports plans and there is a reader of the same name, this reads the same plan from each file."""
    exporter, session = tested.descriptor, tested.session
    if exporter.takes != "plan" or exporter.name not in {reader.name for reader in session.plugins.readers}:
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
    it_makes_files_for_every_plan,
    its_file_names_are_safe,
    it_makes_the_same_bytes_each_time,
    every_text_contains_the_marking,
    every_text_of_a_document_is_written,
    control_characters_are_escaped,
    no_text_becomes_a_formula,
    its_reader_reads_the_same_plan,
)
"""The laws of exporters, in the order in which their problems are reported."""
