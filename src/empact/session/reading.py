"""Reading: the bytes of one source as a plan, or everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

import attrs

from empact.diagnostics import EMPTY_FILE, NOT_A_PLAN, OVER_LIMIT, PLUGIN_FAILED, Diagnostic, Diagnostics, Severity
from empact.errors import MissingExtraError, cause_of
from empact.hooks import ReadContext, Reader, Unreadable
from empact.hooks.lazy import imported
from empact.model import Extension, Plan, Source
from empact.serde import RawDocument, documents, structure_plan
from empact.serde.documents import DocumentKind

T = TypeVar("T")

MAX_BYTES = 16_000_000
"""Files above this size are refused: no plan comes near it."""


@attrs.frozen
class Reading:
    """What reading one source gave: the plan, or None where there is none, and everything there is to tell.

    ``text`` is what was read, where it is a text: a report shows its lines, also those of a file that gives no plan.
    """

    plan: Plan | None
    diagnostics: Diagnostics
    source: str
    text: str | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def passed_over(self) -> bool:
        """Whether the source is no empact document at all, and lay in a folder where others are."""
        return self.plan is None and self.diagnostics.worst is Severity.WARNING

    def leniently(self) -> Reading:
        """The reading of a file that nobody named: that it is no empact document is worth a warning, no more."""
        if self.plan is not None or any(one.kind is not NOT_A_PLAN for one in self.diagnostics):
            return self
        hint = "It is passed over. A plan starts with 'empact: plan/1'."
        told = [attrs.evolve(one, severity=Severity.WARNING, hint=hint) for one in self.diagnostics]
        return attrs.evolve(self, diagnostics=Diagnostics(told))


@attrs.frozen
class Read(Generic[T]):
    """What a file gave: the value, or None where there is none, what there is to tell, and where its values stand.

    ``text`` is what was read, where it is a text.
    """

    value: T | None
    diagnostics: Diagnostics
    source: Source | None = None
    text: str | None = attrs.field(default=None, repr=False)


def reading(name: str, data: bytes, reader: Reader, extensions: tuple[Extension[Any], ...] = ()) -> Reading:
    """What the bytes of a source give, in the words of the reader of its format, with the data of extensions typed."""
    ctx = ReadContext(file=name)
    document = _raw(data, reader, ctx, "plan")
    if document is None:
        return Reading(None, Diagnostics(ctx.diagnostics), name, ctx.source)
    plan, refused = structure_plan(document, name, ctx.source, extensions)
    diagnostics = _in_order([*ctx.diagnostics, *refused])
    return Reading(None if diagnostics.worst is Severity.ERROR else plan, diagnostics, name, ctx.source)


def read_document(name: str, data: bytes, reader: Reader, kind: DocumentKind[T]) -> Read[T]:
    """What the bytes of a file give as a document of one kind other than a plan."""
    ctx = ReadContext(file=name)
    document = _raw(data, reader, ctx, kind.noun)
    if document is None:
        told = [attrs.evolve(one, hint=kind.hint) if one.kind is EMPTY_FILE else one for one in ctx.diagnostics]
        return Read(None, Diagnostics(told), text=ctx.source)
    value, refused = documents.structure(document, name, kind)
    diagnostics = _in_order([*ctx.diagnostics, *refused])
    good = None if diagnostics.worst is Severity.ERROR else value
    return Read[T](good, diagnostics, documents.source(document, name, ctx.source), ctx.source)


def _in_order(problems: Iterable[Diagnostic]) -> Diagnostics:
    return Diagnostics(sorted(problems, key=lambda d: (d.place.line or 0, d.place.column or 0)))


def _raw(data: bytes, reader: Reader, ctx: ReadContext, noun: str) -> RawDocument | None:
    if len(data) > MAX_BYTES:
        hint = f"A {noun} is never that large: check whether this is the right file."
        ctx.tell(OVER_LIMIT, f"The file is larger than {MAX_BYTES:,} bytes.", hint=hint)
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
