"""How a finding is told: its kind, its severity, its place, and the kinds that empact itself tells.

A finding is data, never an exception. Codes 001-099 tell what was met while reading a file, 9xx what a plugin did
wrong; every other code belongs to a rule.
"""

from __future__ import annotations

import datetime as dt
import difflib
import enum
import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

import attrs

from empact.reprs import call_repr, cut_repr, format_value, html_table, printable, short_repr

_CODE = re.compile(r"[A-Z]{2,8}[0-9]{3}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@functools.total_ordering
class Severity(enum.Enum):
    """How bad a finding is: ``error > warning > info``; the value is that word, and a severity equals its word."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Severity):
            return NotImplemented
        order = list(Severity)
        return order.index(self) < order.index(other)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, str) and self._value_ == other)

    def __hash__(self) -> int:
        return hash(self._value_)

    def __str__(self) -> str:
        return self.value


def _check_code(_instance: object, _attribute: object, value: str) -> None:
    if not _CODE.fullmatch(value):
        message = f"a code is a prefix of 2 to 8 capital letters and three digits, such as OAP201, not {value!r}"
        raise ValueError(message)


def _check_name(_instance: object, _attribute: object, value: str) -> None:
    if not _NAME.fullmatch(value):
        message = f"a name is lower-case words joined by hyphens, such as dangling-link, not {value!r}"
        raise ValueError(message)


@attrs.frozen(kw_only=True)
class Kind:
    """A kind of finding: a code that is never reused, a name for people, a usual severity, and what it means."""

    code: str = attrs.field(validator=_check_code)
    name: str = attrs.field(validator=_check_name)
    severity: Severity = attrs.field(validator=attrs.validators.instance_of(Severity))
    doc: str

    __repr__ = short_repr

    @property
    def prefix(self) -> str:
        """The letters of the code; each plugin claims its own."""
        return self.code.rstrip("0123456789")


class Pointer(str):
    """An RFC 6901 pointer into the canonical JSON of a plan; ``/`` leads to a part: ``at / "links" / "items" / 0``."""

    __slots__ = ()

    def __truediv__(self, token: str | int) -> Pointer:
        return Pointer(f"{self}/{str(token).replace('~', '~0').replace('/', '~1')}")

    @property
    def tokens(self) -> tuple[str, ...]:
        """The keys and indexes that the pointer leads through."""
        return tuple(token.replace("~1", "/").replace("~0", "~") for token in self.split("/")[1:])


@attrs.frozen(kw_only=True)
class Place:
    """Where a finding is.

    ``pointer`` is an RFC 6901 pointer into the plan's canonical JSON, ``subject`` names the part of the plan in its
    own notation (``C-2012:1.1``). ``line`` and ``column`` count from 1, in code points; ``cell`` is the address in a
    sheet where the file is one.
    """

    pointer: str | None = None
    subject: str | None = None
    file: str | None = None
    line: int | None = None
    column: int | None = None
    cell: str | None = None

    __repr__ = short_repr

    def __str__(self) -> str:
        where = [self.file] if self.file is not None else []
        where += [str(n) for n in (self.line, self.column) if n is not None]
        where += [self.cell] if self.cell is not None else []
        return ":".join(where) or self.subject or self.pointer or ""


@attrs.frozen(kw_only=True)
class Edit:
    """A mechanical change of the canonical JSON: ``op`` is ``add``, ``remove`` or ``replace`` at ``pointer``."""

    op: str = attrs.field(validator=attrs.validators.in_(("add", "remove", "replace")))
    pointer: str
    old: Any = None
    new: Any = None

    __repr__ = short_repr


def _usual_severity(diagnostic: Diagnostic) -> Severity:
    return diagnostic.kind.severity


@attrs.frozen(kw_only=True)
class Diagnostic:
    """One finding: what (kind and one sentence), where, how bad, what to do about it, and who says so."""

    kind: Kind
    message: str
    place: Place = attrs.field(factory=Place)
    severity: Severity = attrs.field(default=attrs.Factory(_usual_severity, takes_self=True))
    hint: str | None = None
    related: tuple[Place, ...] = ()
    fix: Edit | None = None
    origin: str = "empact"

    def __repr__(self) -> str:
        where = str(self.place)
        return call_repr(self, [repr(self.code), *([format_value(where)] if where else []), cut_repr(self.message, 80)])

    def __str__(self) -> str:
        where = printable(str(self.place)).replace("\n", "\\n").replace("\t", "\\t")
        line = f"{where}: " if where else ""
        return f"{line}{self.severity} {self.code} {self.name}: {' '.join(printable(self.message).split())}"

    @property
    def code(self) -> str:
        """The code of the kind, such as ``OAP202``."""
        return self.kind.code

    @property
    def name(self) -> str:
        """The name of the kind, such as ``dangling-link``."""
        return self.kind.name


@attrs.frozen(kw_only=True)
class Waiver:
    """A finding that is accepted: the rule by code or name, the subject (``C-2012:1.1``), why, and the last day."""

    rule: str
    at: str
    reason: str
    until: dt.date

    __repr__ = short_repr

    def waives(self, diagnostic: Diagnostic) -> bool:
        """Whether it speaks of this finding: the subject is compared as a whole, ``C-2012`` is not ``C-2012:1.1``."""
        return self.at == diagnostic.place.subject and self.rule in {diagnostic.code, diagnostic.name}


@attrs.frozen
class Waived:
    """A finding that was taken off the list, and the waiver that did so."""

    diagnostic: Diagnostic
    waiver: Waiver

    __repr__ = short_repr


class Diagnostics(Sequence[Diagnostic]):
    """Findings in the order of the document; true when there is at least one.

    ``waived`` holds the findings that a waiver has taken off the list: they are neither counted nor part of ``worst``.
    """

    __slots__ = ("_items", "waived")

    def __init__(self, items: Iterable[Diagnostic] = (), waived: Iterable[Waived] = ()) -> None:
        self._items = tuple(items)
        self.waived = tuple(waived)

    @overload
    def __getitem__(self, index: int) -> Diagnostic: ...
    @overload
    def __getitem__(self, index: slice) -> Diagnostics: ...
    def __getitem__(self, index: int | slice) -> Diagnostic | Diagnostics:
        if isinstance(index, slice):
            return Diagnostics(self._items[index])
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._items)

    def __add__(self, other: Iterable[Diagnostic]) -> Diagnostics:
        waived = other.waived if isinstance(other, Diagnostics) else ()
        return Diagnostics((*self._items, *other), (*self.waived, *waived))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Diagnostics):
            return NotImplemented
        return (self._items, self.waived) == (other._items, other.waived)

    def __hash__(self) -> int:
        return hash((self._items, self.waived))

    def __repr__(self) -> str:
        counts = (f"{severity}={number}" for severity, number in self.counts().items() if number)
        waived = [f"waived={len(self.waived)}"] if self.waived else []
        return call_repr(self, [*counts, *waived]) if self._items or waived else f"{type(self).__name__}([])"

    def _repr_html_(self) -> str:
        counts = ", ".join(f"{number} {severity}" for severity, number in self.counts().items())
        caption = [counts, *([f"{len(self.waived)} waived"] if self.waived else [])]
        rows = [(str(one.severity), one.code, one.place.subject or str(one.place), one.message) for one in self._items]
        return html_table(caption, ("Severity", "Code", "Place", "Message"), rows)

    @property
    def worst(self) -> Severity | None:
        """The highest severity among the findings, or None where there are none."""
        return max((d.severity for d in self._items), default=None)

    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity, the worst first; a severity without any counts 0."""
        found = Counter(d.severity for d in self._items)
        return {severity: found[severity] for severity in sorted(Severity, reverse=True)}


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The known word that is closest to a mistyped one, or None where none is close."""
    spelt = {candidate.casefold(): candidate for candidate in known}
    close = difflib.get_close_matches(word.casefold(), spelt, n=1, cutoff=0.6)
    return spelt[close[0]] if close else None


def _reading(code: str, name: str, doc: str) -> Kind:
    return Kind(code=code, name=name, severity=Severity.ERROR, doc=doc)


UNREADABLE_TEXT = _reading("OAP001", "unreadable-text", "The file is not UTF-8 text.")
MALFORMED = _reading("OAP002", "malformed", "The text breaks the syntax of its format.")
EMPTY_FILE = _reading("OAP003", "empty-file", "The file holds nothing but white space and comments.")
SEVERAL_DOCUMENTS = _reading("OAP004", "several-documents", "One file holds more than one document.")
DUPLICATE_KEY = _reading("OAP005", "duplicate-key", "A key stands twice in one mapping.")
OVER_LIMIT = _reading("OAP006", "over-limit", "The file is larger, or nested deeper, than a plan can be.")
NOT_PLAIN_DATA = _reading(
    "OAP007", "not-plain-data", "The file holds a tag, an anchor, an alias or a value no plan has."
)
CUT_BY_COMMENT = _reading("OAP008", "cut-by-comment", "A comment cuts an unquoted text.")
NOT_A_PLAN = _reading("OAP010", "not-a-plan", "The file is well-formed, yet not an empact document.")
UNKNOWN_VERSION = _reading("OAP011", "unknown-version", "The file names a format that this version does not know.")
UNKNOWN_KEY = _reading("OAP012", "unknown-key", "A key has no meaning where it stands.")
MISSING_KEY = _reading("OAP013", "missing-key", "A key that is required is absent.")
WRONG_TYPE = _reading("OAP014", "wrong-type", "A value is of another type than its key asks for.")
BAD_VALUE = _reading("OAP015", "bad-value", "A value is of the right type, yet not one that its key takes.")

PLUGIN_FAILED = _reading("OAP901", "plugin-failed", "A plugin could not be loaded, or did not answer as it must.")
RULE_CRASHED = _reading("OAP902", "rule-crashed", "A rule raised an exception; the other rules went on.")
PLUGIN_CLASH = _reading("OAP903", "plugin-clash", "Two plugins hand over the same name or code; the first is kept.")


def _choosing(code: str, name: str, doc: str) -> Kind:
    return Kind(code=code, name=name, severity=Severity.WARNING, doc=doc)


UNKNOWN_NAME = _choosing(
    "OAP904", "unknown-name", "A configuration names a plugin, rule or profile that nobody brings."
)
UNUSED_WAIVER = _choosing("OAP905", "unused-waiver", "A waiver has nothing to waive: its finding is gone.")
EXPIRED_WAIVER = _choosing("OAP906", "expired-waiver", "The last day of a waiver is over; its finding is told again.")
UNUSED_ANSWER = _choosing(
    "OAP907",
    "unused-answer",
    "An answer to a possible overlap fits none any more, or names an action that is not there.",
)
REPEATED_ANSWER = _choosing(
    "OAP908", "repeated-answer", "Two answers are about the same two actions; the first counts."
)

CATALOGUE: tuple[Kind, ...] = (
    UNREADABLE_TEXT,
    MALFORMED,
    EMPTY_FILE,
    SEVERAL_DOCUMENTS,
    DUPLICATE_KEY,
    OVER_LIMIT,
    NOT_PLAIN_DATA,
    CUT_BY_COMMENT,
    NOT_A_PLAN,
    UNKNOWN_VERSION,
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_TYPE,
    BAD_VALUE,
    PLUGIN_FAILED,
    RULE_CRASHED,
    PLUGIN_CLASH,
    UNKNOWN_NAME,
    UNUSED_WAIVER,
    EXPIRED_WAIVER,
    UNUSED_ANSWER,
    REPEATED_ANSWER,
)
"""Every kind that empact itself tells, in the order of the codes.

:meta hide-value:
"""
