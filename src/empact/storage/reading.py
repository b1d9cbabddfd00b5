"""Read the bytes of a file of any kind: its value, or every problem with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

import attrs

from empact.arguments import check_type
from empact.diagnostics import (
    EMPTY_FILE,
    NOT_A_PLAN,
    OVER_LIMIT,
    PLUGIN_FAILED,
    Diagnostic,
    Diagnostics,
    Place,
    Severity,
)
from empact.errors import PASSING, MissingExtraError, PlanReadError, crash_line
from empact.hooks import ReadContext, Reader, Unreadable
from empact.hooks.discovery import OURS
from empact.hooks.lazy import imported
from empact.model import Extension, FrozenMap, Plan, Source
from empact.serde import RawDocument, files
from empact.serde.kinds import PLAN, FileKind
from empact.storage.markings import UNKNOWN, Markings, is_marked, marking_of, plans_named, shows_marking
from empact.syntax.raw import is_mapping
from empact.values import value

if TYPE_CHECKING:
    from empact.model import ReturnedForm  # a plan is read without forms

T = TypeVar("T")

MAX_BYTES = 16_000_000
"""Larger files are not read: no plan comes near this size."""


@value
class Reading(Generic[T]):
    """The result of reading one file of any kind: a value or None, and every problem found.

    >>> import empact
    >>> reading = empact.default_session().read("oap-c-2012")
    >>> reading.require().id, reading.source
    ('C-2012', 'oap_c_2012/plan.yaml')
    """

    value: T | None
    """The content of the file. None if it could not be read."""
    diagnostics: Diagnostics
    """The problems of the file, in the order of its lines."""
    source: str
    """The name of the file."""
    text: str | None = attrs.field(default=None, eq=False, repr=False)
    """The text of the file, for reports that show its lines. None if the file is not text."""
    places: Source | None = attrs.field(default=None, eq=False, repr=False)
    """The places of the values in the file. None if nothing could be parsed."""
    marking: str | None = attrs.field(default=None, eq=False, repr=False)
    """The marking of a plan that could not be read, as far as the file shows it. None for all others."""
    is_marked: bool = attrs.field(default=True, eq=False, repr=False)
    """Whether errors about the file do not quote it: it is a plan with a marking, a record of one, or a record with a
    marking of its own. A record of a plan that is not known counts as marked, and so does a plan that cannot be read
    and has the letters "mark", or the words of a known marking.
    """

    sources: Mapping[str, tuple[tuple[Place, str], ...]] = attrs.field(default=FrozenMap(), eq=False, repr=False)
    """The words of a document from which values were read, by the pointers of the values, if its reader says so."""
    guessed: frozenset[str] = attrs.field(default=frozenset(), eq=False, repr=False)
    """The pointers of the values of a document that its reader has guessed."""
    received: bytes | None = attrs.field(default=None, eq=False, repr=False)
    """The bytes of a form that came back, which are kept with the report. None for all other files."""
    form: ReturnedForm | None = attrs.field(default=None, eq=False, repr=False)
    """The rows of a form that came back, of which the value is the report. None for all other files."""
    incomplete: T | None = attrs.field(default=None, eq=False, repr=False)
    """What a form says without the answers that are asked back: it is checked, so that all problems are listed at once,
    and never added. None for all other files.
    """

    def require(self) -> T:
        """Return the value.

        Raises:
            PlanReadError: There is none; the exception holds every problem with its place.
        """
        if self.value is None:
            raise PlanReadError(self.diagnostics, is_marked=self.is_marked)
        return self.value

    @property
    def skipped(self) -> bool:
        """Whether the file was found in a folder and is not an empact document."""
        return self.value is None and self.diagnostics.worst is Severity.WARNING


@value
class Readings(Generic[T]):
    """The results of reading several files."""

    readings: tuple[Reading[T], ...] = ()
    """One reading per file, in the order of the files."""
    missing: tuple[str, ...] = ()
    """The sources without a reading: files that cannot be opened, folders without a file of the kind."""

    @property
    def values(self) -> tuple[T, ...]:
        """The values, in the order of the files."""
        return tuple(reading.value for reading in self.readings if reading.value is not None)

    @property
    def diagnostics(self) -> Diagnostics:
        """The problems of the files, file by file."""
        return Diagnostics(problem for reading in self.readings for problem in reading.diagnostics)

    @property
    def complete(self) -> bool:
        """Whether every file was read or skipped, and no source is missing."""
        return not self.missing and all(reading.value is not None or reading.skipped for reading in self.readings)

    def require_complete(self) -> Self:
        """Return the readings; raise PlanReadError if a file could not be read.

        Raises:
            PlanReadError: A file could not be read, or a source is missing; the exception holds every problem with
                its place.
        """
        if not self.complete:
            raise self.error(self.diagnostics)
        return self

    def error(self, problems: Diagnostics) -> PlanReadError:
        """Return the exception for problems of the files; it counts as marked unless no file of a problem is."""
        check_type("problems", "Diagnostics", Diagnostics, problems)
        open_files = {reading.source for reading in self.readings if not reading.is_marked}
        return PlanReadError(problems, is_marked=any(problem.place.file not in open_files for problem in problems))


def read_content(  # noqa: PLR0913 - each is a separate part of the call
    name: str,
    data: bytes,
    reader: Reader,
    kind: FileKind[T],
    extensions: tuple[Extension[Any], ...] = (),
    *,
    also: Collection[FileKind[Any]] = (),
    markings: Markings = UNKNOWN,
    about: Collection[str] = (),
    origin: str | None = None,
    options: Mapping[str, Any] = FrozenMap(),
) -> Reading[T]:
    """Read the bytes of a file of a kind with a reader; data of ``extensions`` becomes their classes.

    Args:
        name: The name of the file.
        data: Its bytes.
        reader: The reader.
        kind: The kind of file.
        extensions: The extensions of plans that are known.
        also: Other kinds of file that it can be, as its first key says.
        markings: The markings of the plans that a record may be about: a record is read under that of its plan.
        about: The plans that a record is about, as far as its call or its place says so; the file may name others.
        origin: The plugin that provides the reader, which a fault of the reader names. None if it is not known.
        options: The value of each option that the reader declares.
    """
    ctx = ReadContext(file=name, options=options)
    called = _Called(reader, origin, name)
    document = _raw(data, called, ctx, kind.noun)
    problems, text = _reported(ctx, called)
    tree: object = None

    def is_marked_record() -> bool:
        own = marking_of(tree, text) is not None
        return own or is_marked({*about, *plans_named(tree, text)}, markings)

    def unread(problems: Iterable[Diagnostic]) -> Reading[T]:
        if kind is not PLAN:
            problems = _quotable(problems, kind)
            return Reading(None, Diagnostics(problems), name, text, is_marked=is_marked_record())
        hidden = len(data) <= MAX_BYTES and shows_marking(data, text, tree)  # an error about the size has no text
        marking = marking_of(tree, text) or _marking_seen(ctx)
        return Reading(None, Diagnostics(problems), name, text, marking=marking, is_marked=hidden)

    if document is None:
        if kind is not PLAN:  # the hints of readers are about plans
            problems = [
                attrs.evolve(problem, hint=kind.hint) if problem.kind is EMPTY_FILE else problem for problem in problems
            ]
        return unread(problems)
    try:
        wrong = called.tree_fault(document)
        if wrong is not None:
            return unread([*problems, wrong])
        tree = document.tree
        kind = next((other for other in also if is_mapping(tree) and tree.get("empact") == other.format), kind)
        value, errors = files.structure(document, name, kind, extensions, text)
        diagnostics = Diagnostics(_quotable(_in_order([*problems, *errors]), kind))
        own: object = getattr(value, "source", None)  # that of a ledger entry is a text, what it is based on
        places = own if isinstance(own, Source) else files.source(files.filled_in(document, kind), name, text)
        if value is None or diagnostics.worst is Severity.ERROR:
            return attrs.evolve(unread(diagnostics), places=places)
        hidden = bool(value.marking) if isinstance(value, Plan) else is_marked_record()
    except PASSING:
        raise
    except BaseException as crash:  # noqa: BLE001 - the tree of a reader may be any object
        tree = None
        problem = called.failed(f"returns a tree that cannot be used: {crash_line(crash)}")
        return unread([*problems, problem])
    return Reading[T](
        value, diagnostics, name, text, places, is_marked=hidden, sources=document.sources, guessed=document.guessed
    )


def _quotable(problems: Iterable[Diagnostic], kind: FileKind[Any]) -> Iterable[Diagnostic]:
    """Return problems of a file; those of a form that people fill in repeat no personal data."""
    found = tuple(problems)
    if not found or not kind.is_form:
        return found
    from empact.grammar.personal_data import masked  # most files have no problems

    return map(masked, found)


@value
class _Called:
    """The call of a reader: what a fault of it is called, and where it is."""

    reader: Reader
    origin: str | None
    file: str

    def failed(self, fault: str, place: Place | None = None, hint: str = "") -> Diagnostic:
        """Return the finding that names the reader, its plugin and what it does."""
        plugin = "" if self.origin is None else f" of the plugin {self.origin!r}"
        named = f"reader {self.reader.name!r}{plugin}"
        return Diagnostic(
            kind=PLUGIN_FAILED,
            message=f"The {named} {fault.rstrip('.')}.",
            place=place or Place(file=self.file),
            hint=f"{hint}Report this to the authors of the {named}.",
            origin=self.origin or "empact",
        )

    def tree_fault(self, document: RawDocument) -> Diagnostic | None:
        """Return the finding about the first value of a tree that no file can hold; None if there is none.

        The readers of empact make such trees only, and the tests of both compare what they give.
        """
        if self.origin in OURS:
            return None
        from empact.plain import tree_fault  # only the tree of another plugin is looked through

        fault = tree_fault(document.tree)
        if fault is None:
            return None
        place, _ = files.source(document, self.file, None).locate(fault.pointer)
        sentence = f"returns a tree that is not plain: {fault.of('the value')}"
        return self.failed(sentence, attrs.evolve(place, pointer=fault.pointer), _PLAIN)


_PLAIN = (
    "A tree has dicts, lists, texts, whole and finite numbers, True, False and None. Write a date or a Decimal as "
    "Plain(str(value)). "
)


def _marking_seen(ctx: ReadContext) -> str | None:
    """Return the marking that a reader has seen; a plugin may have put anything there."""
    marking: object = ctx.marking
    return marking if isinstance(marking, str) and marking else None


def _reported(ctx: ReadContext, called: _Called) -> tuple[list[Diagnostic], str | None]:
    """Return what a reader reported, and the text of the file; a plugin may have put anything there."""
    reported: Any = ctx.diagnostics
    text: Any = ctx.source
    problems: list[Diagnostic] = []
    for item in reported if issubclass(type(reported), list) else [reported]:
        if issubclass(type(item), Diagnostic):  # and not isinstance, which asks the object for its class
            problems.append(item)
        else:
            problems.append(called.failed(f"reports {type(item).__name__} instead of Diagnostic"))
    if text is None or issubclass(type(text), str):
        return problems, text
    return [*problems, called.failed(f"sets the source to {type(text).__name__} instead of a text")], None


def leniently(reading: Reading[T], kind: FileKind[T]) -> Reading[T]:
    """Return the reading of a file found in a folder: if it is not an empact document, that is only a warning."""
    if reading.value is not None or any(problem.kind is not NOT_A_PLAN for problem in reading.diagnostics):
        return reading
    hint = f"It is skipped. {kind.hint}"
    warnings = [attrs.evolve(problem, severity=Severity.WARNING, hint=hint) for problem in reading.diagnostics]
    return attrs.evolve(reading, diagnostics=Diagnostics(warnings))


def _in_order(problems: Iterable[Diagnostic]) -> Diagnostics:
    return Diagnostics(sorted(problems, key=lambda problem: problem.place.order))


def _raw(data: bytes, called: _Called, ctx: ReadContext, noun: str) -> RawDocument | None:
    if len(data) > MAX_BYTES:
        hint = f"A {noun} is never that large: check whether this is the right file."
        ctx.report(OVER_LIMIT, f"The file is larger than {MAX_BYTES:,} bytes.", hint=hint)
        return None
    return _document(data, called, ctx)


def _document(data: bytes, called: _Called, ctx: ReadContext) -> RawDocument | None:
    reported = ctx.diagnostics
    given: Any = ctx
    try:
        document = imported(called.reader.read)(data, ctx)
        if isinstance(document, RawDocument):
            return document
        fault = f"returns {type(document).__name__} instead of RawDocument"
    except (*PASSING, MissingExtraError):
        raise
    except Unreadable:
        if ctx.diagnostics:
            return None
        fault = "raises Unreadable without reporting a problem"
    except BaseException as crash:  # noqa: BLE001 - a reader may raise anything; the message names it
        fault = f"stops with {crash_line(crash)}"
    if not issubclass(type(given.diagnostics), list):
        ctx.diagnostics = reported
    ctx.diagnostics.append(called.failed(fault))
    return None
