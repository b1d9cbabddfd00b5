"""Findings: kind, severity, place, and the kinds of finding that are built in.

A finding is data, never an exception. Codes 001-099 are for problems in reading a file, 9xx for plugins and
configuration; all other codes belong to rules.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, cast, overload

import attrs

from empact.arguments import (
    check_any_text_field,
    check_optional_any_text_field,
    check_text,
    check_text_field,
    check_type,
    one_of,
    texts,
    type_of,
    wrong_type,
)
from empact.reprs import call_repr, cut_repr, format_value, printable
from empact.values import listed, unlisted, value

__all__ = [
    "CATALOGUE",
    "DUPLICATE_KEY",
    "EMPTY_FILE",
    "GUESSED",
    "MALFORMED",
    "NOT_A_PLAN",
    "NOT_PLAIN_DATA",
    "NOT_UNDERSTOOD",
    "OVER_LIMIT",
    "SEVERAL_DOCUMENTS",
    "UNREADABLE_TEXT",
    "UNSETTLED_CHANGE",
    "Diagnostic",
    "Diagnostics",
    "Edit",
    "Kind",
    "Place",
    "Pointer",
    "RelatedPlace",
    "Severity",
    "Waived",
    "Waiver",
    "did_you_mean",
]

_CODE = re.compile(r"[A-Z]{2,8}[0-9]{3}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@functools.total_ordering
class Severity(enum.Enum):
    """The severity of a finding: ``error > warning > info``. It equals its word, and compares with words.

    >>> from empact import Severity
    >>> Severity.ERROR > Severity.WARNING, Severity.WARNING == "warning", Severity.ERROR >= "warning"
    (True, True, True)
    """

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    def __lt__(self, other: Severity | Literal["info", "warning", "error"]) -> bool:
        words = [*map(str, Severity)]
        if other not in words:
            if isinstance(other, str):
                raise ValueError(f"Unknown severity {other!r}. Known: {', '.join(words)}.")
            return NotImplemented
        return words.index(str(self)) < words.index(str(other))

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, str) and self._value_ == other)

    def __hash__(self) -> int:
        return hash(self._value_)

    def __str__(self) -> str:
        return self.value


def _write_severity(value: object) -> str | None:
    word = value if isinstance(value, str) else None
    return next((f"Severity.{severity.name}" for severity in Severity if severity.value == word), None)


check_severity = type_of("a Severity", Severity, write=_write_severity)


def _check_code(instance: object, attribute: object, value: str) -> None:
    check_text_field(instance, attribute, value)
    if not _CODE.fullmatch(value):
        message = f"a code has a prefix of 2 to 8 capital letters and three digits, such as OAP201, not {value!r}"
        raise ValueError(message)


def _check_name(instance: object, attribute: object, value: str) -> None:
    check_text_field(instance, attribute, value)
    if not _NAME.fullmatch(value):
        message = f"a name must be lower-case words joined by hyphens, such as dangling-link, not {value!r}"
        raise ValueError(message)


@value(kw_only=True)
class Kind:
    """A kind of finding. Its code is never reused."""

    code: str = attrs.field(validator=_check_code)
    """The code: capital letters, which belong to one plugin, and three digits, such as ``OAP202``."""
    name: str = attrs.field(validator=_check_name)
    """The name for people: lower-case words joined by hyphens, such as ``dangling-link``."""
    severity: Severity = attrs.field(validator=check_severity)
    """The severity that findings of the kind have, unless a project changes it."""
    doc: str = attrs.field(validator=check_text_field)
    """What a finding of the kind means, in one sentence."""

    @property
    def prefix(self) -> str:
        """The letters of the code, which belong to one plugin."""
        return self.code.rstrip("0123456789")


class Pointer(str):
    """An RFC 6901 pointer into the canonical JSON of a plan; ``/`` appends a token: ``at / "links" / "items" / 0``.

    >>> from empact.diagnostics import Pointer
    >>> Pointer("/actions/0") / "leaders" / "items" / 1
    '/actions/0/leaders/items/1'
    """

    __slots__ = ()

    def __truediv__(self, token: str | int) -> Pointer:
        check_type("The token", "a key or an index", (str, int), token)
        key = str(token).replace("~", "~0").replace("/", "~1")
        return Pointer("/".join((self, key)))  # noqa: FLY002 - an f-string takes twice the time for a subclass

    @property
    def tokens(self) -> tuple[str, ...]:
        """The keys and indexes of the pointer, unescaped."""
        return tuple(token.replace("~1", "/").replace("~0", "~") for token in self.split("/")[1:])


def _check_number(place: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    if value is not None and (type(value) is not int or value < 1):
        raise wrong_type(f"{type(place).__name__}.{attribute.name}", "a whole number from 1, or None", value)


def check_pointer(what: str, pointer: str) -> None:
    """Raise an error if a text is not a pointer, which is empty or starts with a slash, or if no file can have it."""
    if pointer and not pointer.startswith("/"):
        message = f"{what} is {cut_repr(pointer)}, which is not a pointer. Write Pointer() / {cut_repr(pointer)}."
        raise ValueError(message)
    _check_plain_value(what, pointer)


def _check_plain_value(what: str, value: object) -> None:
    if value is None or (isinstance(value, str) and value.isascii()):
        return
    from empact.plain import tree_fault  # most edits are texts

    fault = tree_fault(value)
    if fault is not None:
        hint = "Write texts, numbers, True, False, None, and lists or dicts of these."
        message = f"{fault.of(what)}, which no plan can hold. {hint}"
        raise TypeError(message)


@value(kw_only=True)
class Place:
    """The place of a finding: a line and a column of a text, a cell of a sheet, or a cell of a table in a document.

    >>> from empact.diagnostics import Place
    >>> str(Place(file="plan.yaml", line=3, column=7))
    'plan.yaml:3:7'
    >>> str(Place(file="answers.xlsx", sheet="Report", cell="D7"))
    "answers.xlsx, sheet 'Report', cell D7"
    >>> str(Place(file="plan.docx", table=2, row=3, column=4))
    'plan.docx, table 2, row 3, column 4'
    """

    pointer: str | None = attrs.field(default=None, validator=check_optional_any_text_field)
    """An RFC 6901 pointer into the canonical JSON of the plan, such as ``/actions/0/leaders``. None if the finding is
    not about a value.
    """
    subject: str | None = attrs.field(default=None, validator=check_optional_any_text_field)
    """The part of the plan in its own notation, such as ``C-2012:1.1``. None if the finding is not about a part of a
    plan.
    """
    file: str | None = attrs.field(default=None, validator=check_optional_any_text_field)
    """The name of the file. None if the plan was not read from a file."""
    line: int | None = attrs.field(default=None, validator=_check_number)
    """The line of the file, counted from 1. None if it is not known."""
    column: int | None = attrs.field(default=None, validator=_check_number)
    """The column, counted from 1: in code points of a line, in cells of a row of a table. None if it is not known."""
    sheet: str | None = attrs.field(default=None, validator=check_optional_any_text_field)
    """The name of the sheet in a workbook. None for other files."""
    cell: str | None = attrs.field(default=None, validator=check_optional_any_text_field)
    """The address of the cell in a file that is a sheet or has sheets, such as ``B7``. None for other files."""
    page: int | None = attrs.field(default=None, validator=_check_number)
    """The page of a document, counted from 1. None if it is not known."""
    table: int | None = attrs.field(default=None, validator=_check_number)
    """The table of a document, counted from 1. None outside a table."""
    row: int | None = attrs.field(default=None, validator=_check_number)
    """The row of the table, counted from 1. None if it is not known."""

    def __str__(self) -> str:
        text = (self.file, self.line, None if self.line is None else self.column)
        parts = [":".join(str(part) for part in text if part is not None)]
        for name in ("sheet", "cell", "page", "table", "row", "column"):
            where = getattr(self, name)
            if where is not None and (name != "column" or self.line is None):
                parts.append(f"{name} {where!r}" if name == "sheet" else f"{name} {where}")
        return ", ".join(filter(None, parts)) or self.subject or self.pointer or ""

    @property
    def order(self) -> tuple[int, int, int, int]:
        """The numbers by which the places of one file are sorted; cells of sheets stay in the order of their reader."""
        return self.page or 0, self.table or 0, self.line or self.row or 0, self.column or 0


_check_place = type_of("a Place", Place)


@value
class RelatedPlace:
    """Another place that a finding refers to."""

    place: Place = attrs.field(validator=_check_place)
    """The other place."""
    reason: str = attrs.field(validator=check_any_text_field)
    """Why it is named, in a few words, such as ``the description says CEPOL``."""


def _check_edited(edit: object, attribute: attrs.Attribute[Any], value: object) -> None:
    _check_plain_value(f"{type(edit).__name__}.{attribute.name}", value)


def _check_edited_pointer(edit: object, attribute: attrs.Attribute[Any], value: str) -> None:
    check_text_field(edit, attribute, value)
    check_pointer(f"{type(edit).__name__}.{attribute.name}", value)


@value(kw_only=True)
class Edit:
    """A mechanical change of the canonical JSON of a plan, whose values are those of a file. It has a copy of them.

    Raises:
        TypeError: A value is one that no file can hold, such as a set, a date or a Decimal.
        ValueError: A value is added and there is an old one, or removed and there is a new one.
    """

    op: str = attrs.field(validator=one_of("add", "remove", "replace"))
    """What is done at the pointer: ``add``, ``remove`` or ``replace``."""
    pointer: str = attrs.field(validator=_check_edited_pointer)
    """An RFC 6901 pointer to the value, such as ``/actions/0/links``."""
    old: Any = attrs.field(default=None, validator=_check_edited)
    """The value that is removed or replaced. None if a value is added."""
    new: Any = attrs.field(default=None, validator=_check_edited)
    """The value that is added, or that replaces the old one. None if a value is removed."""

    def __attrs_post_init__(self) -> None:
        if (self.op == "add" and self.old is not None) or (self.op == "remove" and self.new is not None):
            message = f"Edit.{'old' if self.op == 'add' else 'new'} is None if a value is {self.op.rstrip('e')}ed."
            raise ValueError(message)
        for name in ("old", "new"):
            if isinstance(getattr(self, name), (dict, list)):
                from empact.plain import plain_copy  # most edits are texts

                object.__setattr__(self, name, plain_copy(getattr(self, name)))


check_fix = type_of("an Edit or None", Edit, type(None))


def _usual_severity(diagnostic: Diagnostic) -> Severity:
    kind: Any = diagnostic.kind
    return kind.severity if isinstance(kind, Kind) else Severity.ERROR  # another kind is refused next


def _check_places(_diagnostic: object, _attribute: object, places: object) -> None:
    check_type("Diagnostic.related", "a tuple of related places", tuple, places)
    for place in cast("tuple[object, ...]", places):
        check_type("Each item of Diagnostic.related", "a RelatedPlace", RelatedPlace, place)


@value(kw_only=True)
class Diagnostic:
    """One finding.

    >>> import empact
    >>> plan = empact.load("oap-c-2012")
    >>> finding = empact.validate(plan, select=["leader-also-participant"])[0]
    >>> finding.code, str(finding.severity), finding.place.subject
    ('OAP406', 'info', 'C-2012:1.1')
    >>> finding.hint
    'Remove it from the participants: a leader takes part anyway.'
    """

    kind: Kind = attrs.field(validator=type_of("a Kind", Kind), metadata=unlisted())
    """The kind of finding."""
    message: str = attrs.field(validator=check_any_text_field)
    """What is wrong, in one sentence."""
    place: Place = attrs.field(factory=Place, validator=_check_place)
    """Where it is."""
    severity: Severity = attrs.field(default=attrs.Factory(_usual_severity, takes_self=True), validator=check_severity)
    """How bad it is; by default the severity of its kind."""
    hint: str | None = attrs.field(default=None, validator=check_optional_any_text_field)
    """What to do about it. None if the message says enough."""
    related: tuple[RelatedPlace, ...] = attrs.field(default=(), validator=_check_places)
    """Other places that it refers to, each with a reason."""
    fix: Edit | None = attrs.field(default=None, validator=check_fix)
    """A change that removes the problem. None if no change is certainly right."""
    origin: str = attrs.field(default="empact", validator=check_any_text_field)
    """The name of the plugin that reports it, ``empact`` for what is built in."""

    def __repr__(self) -> str:
        where = str(self.place)
        return call_repr(self, [repr(self.code), *([format_value(where)] if where else []), cut_repr(self.message, 80)])

    def __str__(self) -> str:
        where = printable(str(self.place)).replace("\n", "\\n").replace("\t", "\\t")
        line = f"{where}: " if where else ""
        return f"{line}{self.severity} {self.code} {self.name}: {' '.join(printable(self.message).split())}"

    @listed
    def code(self) -> str:
        """The code of the kind, such as ``OAP202``."""
        return self.kind.code

    @listed
    def name(self) -> str:
        """The name of the kind, such as ``dangling-link``."""
        return self.kind.name


@value(kw_only=True)
class Waiver:
    """A finding that a project accepts, with the reason and until when."""

    rule: str
    """The code or the name of the rule, such as ``OAP202`` or ``dangling-link``."""
    at: str
    """The subject of the finding, such as ``C-2012:1.1``. A waiver for ``C-2012`` does not cover it."""
    reason: str
    """Why the finding is accepted."""
    until: dt.date
    """The last day on which it is accepted."""
    message: str | None = None
    """Words of the message of the finding, needed where the rule reports several findings about the subject. None if it
    reports one.
    """

    def waives(self, diagnostic: Diagnostic) -> bool:
        """Check whether the waiver covers a finding: ``C-2012`` does not cover ``C-2012:1.1``."""
        check_type("The diagnostic", "a Diagnostic", Diagnostic, diagnostic)
        is_of_rule = self.at == diagnostic.place.subject and self.rule in {diagnostic.code, diagnostic.name}
        return is_of_rule and (self.message is None or self.message in diagnostic.message)


@value
class Waived:
    """A finding that was waived, and its waiver."""

    diagnostic: Diagnostic
    """The finding."""
    waiver: Waiver
    """The waiver that covers it."""


class Diagnostics(Sequence[Diagnostic]):
    """A sequence of findings in document order.

    ``waived`` has the waived findings: they do not count for ``len``, ``counts`` and ``worst``.

    >>> import empact
    >>> plan = empact.load("oap-c-2012")
    >>> findings = empact.validate(plan, select=["one-way-link"])
    >>> len(findings), str(findings.worst), findings[0].place.subject
    (4, 'warning', 'C-2012:1.3')
    """

    __slots__ = ("_items", "waived")

    def __init__(self, items: Iterable[Diagnostic] = (), waived: Iterable[Waived] = ()) -> None:
        self._items = tuple(items)
        self.waived: tuple[Waived, ...] = tuple(waived)

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
        return call_repr(self, [*counts, *waived], whole=not self._items and not waived)

    def _repr_html_(self) -> str:
        from empact.notebook import html_table

        counts = ", ".join(f"{number} {severity}" for severity, number in self.counts().items())
        caption = [counts, *([f"{len(self.waived)} waived"] if self.waived else [])]
        rows = [
            (str(finding.severity), finding.code, finding.place.subject or str(finding.place), finding.message)
            for finding in self._items
        ]
        return html_table(caption, ("Severity", "Code", "Place", "Message"), rows)

    @property
    def worst(self) -> Severity | None:
        """The highest severity among the findings, or None if there are none."""
        return max((finding.severity for finding in self._items), default=None)

    def counts(self) -> dict[Severity, int]:
        """Return the number of findings of each severity, the worst first; 0 where there are none.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> {str(severity): number for severity, number in empact.validate(plan, select=["OAP2"]).counts().items()}
        {'error': 0, 'warning': 7, 'info': 7}
        """
        by_severity = Counter(finding.severity for finding in self._items)
        return {severity: by_severity[severity] for severity in sorted(Severity, reverse=True)}

    def by_kind(self) -> dict[Kind, Diagnostics]:
        """Return the findings of each kind, sorted by code; waived findings are left out.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> findings = empact.validate(plan, select=["one-way-link", "leader-also-participant"])
        >>> {kind.name: len(found) for kind, found in findings.by_kind().items()}
        {'one-way-link': 4, 'leader-also-participant': 1}
        """
        groups: dict[str, list[Diagnostic]] = {}
        for finding in self._items:
            groups.setdefault(finding.code, []).append(finding)
        return {group[0].kind: Diagnostics(group) for _, group in sorted(groups.items())}


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that a mistyped or shortened one means, or None if that is not certain.

    A slip is one or two letters missing, extra, wrong or swapped. A digit is never replaced: "1.2" does not mean "1.1".

    >>> from empact.diagnostics import did_you_mean
    >>> did_you_mean("actoins", ["actions", "goals"])
    'actions'
    """
    from empact.slips import Known, closest, start_of

    check_text("The word", word)
    words = {candidate.casefold(): candidate for candidate in texts("known", "a list of words", known)}
    written = word.casefold()
    return closest(written, [Known(*pair, pair[0]) for pair in words.items()]) or start_of(written, words)


def _reading(code: str, name: str, doc: str) -> Kind:
    return Kind(code=code, name=name, severity=Severity.ERROR, doc=doc)


UNREADABLE_TEXT = _reading("OAP001", "unreadable-text", "The file is not UTF-8 text.")
MALFORMED = _reading("OAP002", "malformed", "The file is not valid YAML or JSON.")
EMPTY_FILE = _reading("OAP003", "empty-file", "The file has only white space and comments.")
SEVERAL_DOCUMENTS = _reading("OAP004", "several-documents", "The file has more than one document.")
DUPLICATE_KEY = _reading("OAP005", "duplicate-key", "A mapping has the same key twice.")
OVER_LIMIT = _reading("OAP006", "over-limit", "A file or cell is too large, nested too deeply, or has too many errors.")
NOT_PLAIN_DATA = _reading(
    "OAP007", "not-plain-data", "The file has a tag, an anchor, an alias, or a value that plans do not allow."
)
CUT_BY_COMMENT = _reading("OAP008", "cut-by-comment", "A comment cuts an unquoted text, or could be part of a value.")
NOT_A_PLAN = _reading("OAP010", "not-a-plan", "The file is valid YAML or JSON, but not an empact document.")
UNKNOWN_VERSION = _reading("OAP011", "unknown-version", "The file has a format that this version does not know.")
UNKNOWN_KEY = _reading("OAP012", "unknown-key", "A key is not allowed in this place.")
MISSING_KEY = _reading("OAP013", "missing-key", "A required key is missing.")
WRONG_TYPE = _reading("OAP014", "wrong-type", "A value has the wrong type for its key.")
BAD_VALUE = _reading("OAP015", "bad-value", "A value has the right type, but its key does not allow it.")
ENTRY_CHANGED = _reading("OAP016", "entry-changed", "A ledger entry was changed after it was recorded.")
ENTRY_MISPLACED = _reading("OAP017", "entry-misplaced", "A ledger entry is in the folder of another plan.")
REPORT_CHANGED = _reading("OAP018", "report-changed", "A report was changed after it was recorded.")
REPORT_MISPLACED = _reading("OAP019", "report-misplaced", "A report is in the folder of another plan.")
OPERATION_TWICE = _reading("OAP020", "operation-twice", "Two operations have the same id.")
KPI_REGISTER_TWICE = _reading("OAP021", "kpi-register-twice", "Two KPI registers are about the same plan.")
FORM_ANSWER = _reading("OAP022", "form-answer", "An answer in a form that came back is missing, or is not understood.")
GUESSED = Kind(
    code="OAP023",
    name="guessed",
    severity=Severity.INFO,
    doc="A reader of documents took what is most likely, and a person has to check it.",
)
NOT_UNDERSTOOD = Kind(
    code="OAP024",
    name="not-understood",
    severity=Severity.WARNING,
    doc="A part of a document is not in the plan that was read from it.",
)
SEAL_CHANGED = _reading("OAP025", "seal-changed", "A seal was changed after it was recorded.")
SEAL_MISPLACED = _reading("OAP026", "seal-misplaced", "A seal is in the folder of another plan.")
UNSETTLED_CHANGE = _reading(
    "OAP027",
    "unsettled-change",
    "A document shows a change, and nobody has said whether its changes are accepted or rejected.",
)
MAPPING_CHANGED = _reading("OAP028", "mapping-changed", "A mapping was changed after it was recorded.")
MAPPING_MISPLACED = _reading("OAP029", "mapping-misplaced", "A mapping is in the folder of another plan.")

PLUGIN_FAILED = _reading("OAP901", "plugin-failed", "A plugin could not be loaded, or returned something invalid.")
RULE_CRASHED = _reading("OAP902", "rule-crashed", "A rule raised an exception; the other rules still ran.")
PLUGIN_CLASH = _reading("OAP903", "plugin-clash", "Two plugins provide the same name or code; the first is used.")


def _choosing(code: str, name: str, doc: str) -> Kind:
    return Kind(code=code, name=name, severity=Severity.WARNING, doc=doc)


UNKNOWN_NAME = _choosing("OAP904", "unknown-name", "The configuration names an unknown plugin, rule or profile.")
UNUSED_WAIVER = _choosing("OAP905", "unused-waiver", "A waiver matches no finding.")
EXPIRED_WAIVER = _choosing(
    "OAP906", "expired-waiver", "The last day of a waiver is over; its finding is reported again."
)
UNUSED_ANSWER = _choosing(
    "OAP907", "unused-answer", "An answer matches no possible overlap, or names an unknown action."
)
REPEATED_ANSWER = _choosing(
    "OAP908", "repeated-answer", "Two answers are about the same two actions; the first is used."
)
NOT_THE_REFERENCE_PLAN = _reading(
    "OAP909", "not-the-reference-plan", "A plan has the name of the reference plan, but other bytes."
)
AMBIGUOUS_WAIVER = _choosing(
    "OAP910", "ambiguous-waiver", "A waiver accepts one finding, but matches several; all of them are reported."
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
    ENTRY_CHANGED,
    ENTRY_MISPLACED,
    REPORT_CHANGED,
    REPORT_MISPLACED,
    OPERATION_TWICE,
    KPI_REGISTER_TWICE,
    FORM_ANSWER,
    GUESSED,
    NOT_UNDERSTOOD,
    SEAL_CHANGED,
    SEAL_MISPLACED,
    UNSETTLED_CHANGE,
    MAPPING_CHANGED,
    MAPPING_MISPLACED,
    PLUGIN_FAILED,
    RULE_CRASHED,
    PLUGIN_CLASH,
    UNKNOWN_NAME,
    UNUSED_WAIVER,
    EXPIRED_WAIVER,
    UNUSED_ANSWER,
    REPEATED_ANSWER,
    NOT_THE_REFERENCE_PLAN,
    AMBIGUOUS_WAIVER,
)
"""The built-in kinds of finding, in the order of their codes. They are always reported.

:meta hide-value:
"""
