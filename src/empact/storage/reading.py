"""Reading: the bytes of a file as the value of its kind, or everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, Self, TypeVar

import attrs

from empact.diagnostics import EMPTY_FILE, NOT_A_PLAN, OVER_LIMIT, PLUGIN_FAILED, Diagnostic, Diagnostics, Severity
from empact.errors import MissingExtraError, PlanReadError, cause_of
from empact.hooks import ReadContext, Reader, Unreadable
from empact.hooks.lazy import imported
from empact.model import Extension, Source
from empact.reprs import short_repr
from empact.serde import RawDocument, files
from empact.serde.kinds import PLAN, FileKind

T = TypeVar("T")

MAX_BYTES = 16_000_000
"""Files above this size are refused: no plan comes near it."""


@attrs.frozen
class Reading(Generic[T]):
    """What reading one file gave, of whatever kind: the value, or None, and everything that there is to report.

    Args:
        value: The content of the file; None where the file gives none.
        diagnostics: What is wrong with the file, in the order of its lines.
        source: The name of the file.
        text: The text of the file; None where the file is not a text. A report shows its lines.
        places: Looks up where a value stands in the file; None where nothing could be parsed.
    """

    value: T | None
    diagnostics: Diagnostics
    source: str
    text: str | None = attrs.field(default=None, eq=False, repr=False)
    places: Source | None = attrs.field(default=None, eq=False, repr=False)

    __repr__ = short_repr

    @property
    def skipped(self) -> bool:
        """Whether the file is not an empact document and was found in a folder with others."""
        return self.value is None and self.diagnostics.worst is Severity.WARNING


@attrs.frozen
class Readings(Generic[T]):
    """What reading several files gave: one reading each, in the order of the files.

    Args:
        readings: The readings.
        missing: The sources that gave none: a file that cannot be opened, a folder without a file of the kind.
    """

    readings: tuple[Reading[T], ...] = ()
    missing: tuple[str, ...] = ()

    __repr__ = short_repr

    @property
    def values(self) -> tuple[T, ...]:
        """The values, in the order of the files."""
        return tuple(reading.value for reading in self.readings if reading.value is not None)

    @property
    def diagnostics(self) -> Diagnostics:
        """What is wrong with the files, file by file."""
        return Diagnostics(found for reading in self.readings for found in reading.diagnostics)

    @property
    def whole(self) -> bool:
        """Whether every file gave a value or was skipped, and no source is missing."""
        return not self.missing and all(reading.value is not None or reading.skipped for reading in self.readings)

    @property
    def entire(self) -> Self:
        """The readings themselves, where every file gave a value or was skipped.

        Raises:
            PlanReadError: One did not; the exception holds every problem with its place.
        """
        if not self.whole:
            raise PlanReadError(self.diagnostics)
        return self


def read_content(
    name: str, data: bytes, reader: Reader, kind: FileKind[T], extensions: tuple[Extension[Any], ...] = ()
) -> Reading[T]:
    """Read the bytes of a file of a kind, with the reader of its format; the data of extensions is typed."""
    ctx = ReadContext(file=name)
    document = _raw(data, reader, ctx, kind.noun)
    if document is None:
        told = ctx.diagnostics
        if kind is not PLAN:  # readers give hints about plans
            told = [attrs.evolve(one, hint=kind.hint) if one.kind is EMPTY_FILE else one for one in told]
        return Reading(None, Diagnostics(told), name, ctx.source)
    value, refused = files.structure(document, name, kind, extensions, ctx.source)
    diagnostics = _in_order([*ctx.diagnostics, *refused])
    good = None if diagnostics.worst is Severity.ERROR else value
    return Reading[T](good, diagnostics, name, ctx.source, files.source(document, name, ctx.source))


def leniently(reading: Reading[T], kind: FileKind[T]) -> Reading[T]:
    """The reading of a file found in a folder: if it is not an empact document, that is only a warning."""
    if reading.value is not None or any(one.kind is not NOT_A_PLAN for one in reading.diagnostics):
        return reading
    hint = f"It is skipped. {kind.hint}"
    told = [attrs.evolve(one, severity=Severity.WARNING, hint=hint) for one in reading.diagnostics]
    return attrs.evolve(reading, diagnostics=Diagnostics(told))


def _in_order(problems: Iterable[Diagnostic]) -> Diagnostics:
    return Diagnostics(sorted(problems, key=lambda d: (d.place.line or 0, d.place.column or 0)))


def _raw(data: bytes, reader: Reader, ctx: ReadContext, noun: str) -> RawDocument | None:
    if len(data) > MAX_BYTES:
        hint = f"A {noun} is never that large: check whether this is the right file."
        ctx.report(OVER_LIMIT, f"The file is larger than {MAX_BYTES:,} bytes.", hint=hint)
        return None
    return _document(data, reader, ctx)


def _document(data: bytes, reader: Reader, ctx: ReadContext) -> RawDocument | None:
    try:
        document = imported(reader.read)(data, ctx)
    except Unreadable:
        if ctx.diagnostics:
            return None
        fault = "gives up without a reason"
    except MissingExtraError:
        raise
    except (Exception, SystemExit) as crash:  # noqa: BLE001 - a reader may raise anything; it is named
        fault = f"stops with {cause_of(crash)}"
    else:
        if isinstance(document, RawDocument):
            return document
        fault = f"answers with a {type(document).__name__} instead of a RawDocument"
    message = f"The reader {reader.name!r} {fault}."
    hint = f"Report this to the authors of the reader {reader.name!r}."
    ctx.diagnostics.append(Diagnostic(kind=PLUGIN_FAILED, message=message, place=ctx.at(), hint=hint))
    return None
