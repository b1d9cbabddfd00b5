"""Hypothesis strategies for the values in a plan: for any class of the model, by the types of its fields.

New fields of the model are included automatically. Sizes are bounded: only a few optional fields are set at a time.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
import types
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Union, cast, get_args, get_origin

import attrs
from hypothesis import strategies as st

from empact.diagnostics import Pointer
from empact.model import (
    Cell,
    CommitmentBacking,
    Emphasis,
    EmphasisStyle,
    EntryContent,
    EntryKind,
    Figure,
    FiledReport,
    FrozenMap,
    Kpi,
    KpiNumber,
    KpiPart,
    Ledger,
    LedgerEntry,
    NamedAction,
    Parties,
    PartReply,
    Prose,
    Received,
    Redaction,
    Ref,
    Reply,
    Reports,
    Request,
    RevisionMapping,
    Seal,
    Settlement,
    Unparsed,
    Verdict,
    WrittenFor,
)
from empact.model.links import check_number, check_optional_plan, check_pair, check_words
from empact.serde.cells import NOTATIONS

TRAPS = (
    "",
    " ",
    "NO",
    "no",
    "~",
    "null",
    "true",
    "1.10",
    "2.1",
    "007",
    "1e3",
    "2012-01-01",
    "2012-12-31T00:00:00Z",
    "12:30:45",
    "=",
    "<<",
    "KPI: x",
    "a #b",
    "- a",
    "* a",
    "[a]",
    "{a}",
    '"a"',
    "a\n\nb\n",
    "\n",
    "a\tb",
    " a ",
    "a:",
    "%YAML 1.2",
    "--- a",
    "...",
    "é„“–”\u2028\x85\ufeff\x1b[2J",
)
"""Texts that a careless reader or writer changes."""

CELLS = (
    "QM",
    "QM, QN",
    "All MS",
    "QO (if: any possible operations at the external borders)",
    "QP (tbc: ongoing contacts), in cooperation with QQ, QR, QS",
    "SG 1",
    "B:SG*",
    "phase 1 feeds 1.1",
    "OAP Environmental crime, OA 1.1 and 1.2",
    "CHSG 1",
    "; 1.1",
    "SG 1, SG 4; 1.1",
    "17793/2/11 REV 2",
    "JAI 894 COSI 102",
    "15 December 2011",
    "April/May/June",
    "Whole year",
    "ongoing (until June)",
    "2 weeks in 2nd quarter of plan year 2",
    "from DK Presidency 2012",
    "KPI: Number of HIO",
)
"""Texts in the notation of some cell; the parties are invented, since a ledger may show them as late or excluded."""
_REAL = re.compile(r"\b(?:NO|DK)\b")
"""The states that these texts name nevertheless: a trap of YAML, and a Presidency."""

_PLANE = st.characters(exclude_categories=["Cs"])
numbers = st.sampled_from(["1", "1.1", "1.10", "2.1", "A1", "NO", "0x1", "~", "[x]", "é"]) | st.from_regex(
    r"[^\s,:;/]{1,4}", fullmatch=True, alphabet=_PLANE
)
"""Numbers of goals, actions and phases, and ids; a careless reader changes some of them."""
plan_names = numbers | st.sampled_from(
    ["THB", "Environmental crime", "Cannabis, cocaine and heroin", "F (THB)", "THB 2021"]
)
"""Names of other plans in references, as ids or as written."""
texts = st.sampled_from(TRAPS + CELLS) | st.text(_PLANE, max_size=12)
"""Any texts, including traps and cells in the notation."""
_decimals = st.integers(-(10**6), 10**6).map(Decimal) | st.decimals(
    -1000, 1000, allow_nan=False, allow_infinity=False, places=2
)
_leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts
_extension_values = st.recursive(
    _leaves,
    lambda inner: (
        st.lists(inner, max_size=2).map(tuple) | st.dictionaries(texts, inner, max_size=2).map(FrozenMap[str, Any])
    ),
    max_leaves=4,
)
"""Values that reading returns for an extension without a plugin."""


def emphasis(text: str | None) -> st.SearchStrategy[tuple[Emphasis, ...]]:
    """Words of a text that are set apart in print, most of them in the text."""
    words = (text or "").split()
    named = (st.sampled_from(words) if words else st.nothing()) | st.none() | texts
    part = st.builds(Emphasis, words=named, within=st.none() | named, style=st.sampled_from(EmphasisStyle))
    return st.lists(part, max_size=2).map(tuple)


@st.composite
def _prose(draw: st.DrawFn) -> Prose:
    text = draw(st.none() | texts)
    return Prose(text=text, emphasis=draw(emphasis(text)), withheld=draw(st.booleans()))


_KNOWN: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    int: st.integers(-2, 40),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    Decimal: _decimals,
    dt.date: st.dates(),
    types.NoneType: st.none(),
    Any: _extension_values,
    Prose: _prose(),
}
_NUMBERED = (check_number, attrs.validators.optional(check_number))
_OPTIONAL_WORDS = attrs.validators.optional(check_words)


def of(type_: Any) -> st.SearchStrategy[Any]:
    """Values of a class of the model, or of your own class.

    It supports any attrs class whose fields are scalars, enumerations, tuples, frozen mappings, cells or such classes,
    and the types of these fields themselves.

    Raises:
        TypeError: There is no strategy for the type.
    """
    origin, arguments = get_origin(type_), get_args(type_)
    if type_ in _KNOWN:
        return _KNOWN[type_]
    if origin in {Union, types.UnionType}:
        return st.one_of([of(argument) for argument in arguments])
    if origin in {tuple, FrozenMap}:
        return _several(origin, arguments)
    if isinstance(type_, type) and issubclass(type_, enum.Enum):
        return st.sampled_from(list(type_))
    if isinstance(type_, type) and issubclass(type_, Cell):
        return cells(cast("type[Any]", type_))
    if isinstance(type_, type) and attrs.has(type_):
        return st.deferred(lambda: values(type_))
    raise TypeError(f"There is no strategy for {type_!r}.")


def _several(origin: Any, arguments: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if origin is FrozenMap:
        return st.dictionaries(texts, of(arguments[1]), max_size=2).map(FrozenMap[str, Any])
    if arguments[-1] is Ellipsis:
        return st.lists(of(arguments[0]), max_size=2).map(tuple)
    return st.tuples(*map(of, arguments))


def item_types(cell: type[Cell[Any]]) -> tuple[Any, ...]:
    """Return the types of the items of a class of cells: ``Period`` and ``Milestone`` for ``Timing``."""
    (base,) = cast("Any", cell).__orig_bases__
    (item,) = get_args(base)
    return get_args(item) or (item,)


def cells(cell: type[Cell[Any]]) -> st.SearchStrategy[Any]:
    """Cells: parsed from a text, or with an unrelated text and items."""
    notation = NOTATIONS[cell]
    items = [of(item) for item in item_types(cell)]
    in_notation = st.sampled_from(CELLS + TRAPS).map(notation.item)
    free = (st.none() | texts).flatmap(
        lambda text: st.builds(
            cell,
            text=st.just(text),
            emphasis=emphasis(text),
            items=st.lists(st.one_of(*items, st.builds(Unparsed, text=texts), in_notation), max_size=2).map(tuple),
            stated=_field(fields_of(cell)["stated"]),
            withheld=st.booleans(),
        )
    )
    read = st.sampled_from(CELLS + TRAPS).flatmap(
        lambda text: st.builds(
            cell, text=st.just(text), emphasis=emphasis(text), items=st.just(notation.cell(text).items)
        )
    )
    return read | free


def fields_of(cls: type[Any]) -> dict[str, attrs.Attribute[Any]]:
    """Return the fields of an attrs class with which it is made, by the names of its arguments."""
    attrs.resolve_types(cls)
    return {field.alias or field.name: field for field in attrs.fields(cls) if field.init}


def _field(field: attrs.Attribute[Any]) -> st.SearchStrategy[Any]:
    if field.validator is check_pair:
        ends = st.builds(Ref, plan=numbers, action=numbers)
        return st.lists(ends, min_size=2, max_size=2, unique=True).map(tuple)
    if field.validator in _NUMBERED:
        return numbers if field.default is attrs.NOTHING else st.none() | numbers
    if field.validator is check_optional_plan:
        return st.none() | plan_names
    if field.validator is check_words:
        return texts.filter(str.strip)
    if field.validator == _OPTIONAL_WORDS:
        return st.none() | texts.filter(str.strip)
    return of(field.type)


def values(cls: type[Any], most: int = 4, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Values of a class of the model.

    Args:
        cls: The class.
        most: The maximum number of optional fields that are set in addition to the given ones.
        **given: Strategies for fields.
    """
    fields = fields_of(cls)
    required = {name for name, field in fields.items() if field.default is attrs.NOTHING} | set(given)
    others = sorted(set(fields) - required)

    def build(chosen: Sequence[str]) -> st.SearchStrategy[Any]:
        names = sorted({*required, *chosen})
        return st.builds(cls, **{name: given[name] if name in given else _field(fields[name]) for name in names})

    if not others:
        return build(())
    return st.lists(st.sampled_from(others), max_size=most, unique=True).flatmap(build)


@st.composite
def _entries(draw: st.DrawFn) -> EntryContent:
    """Ledger entries that are valid for their kind."""
    kind, on = draw(of(EntryKind)), draw(st.dates())
    facts = kind.facts
    named = cells(Parties).filter(_names_one if facts.by_one else _names_somebody)
    replies_to = draw(st.lists(texts, min_size=1 if "replies_to" in facts.needs else 0, max_size=2).map(tuple))
    replies = bool(replies_to) and facts.fits("reply")
    due = st.dates(on) if "due" in facts.needs else st.none() | st.dates(on)
    entry = values(
        EntryContent,
        kind=st.just(kind),
        on=st.just(on),
        parties=st.just(Parties()) if facts.by_one else named,
        by=named if "by" in facts.needs else named | st.just(Parties()),
        due=due if facts.fits("due") else st.none(),
        backing=of(tuple[CommitmentBacking, ...]) if facts.fits("backing") else st.just(()),
        reply=of(Reply | None) if replies else st.none(),
        part=of(PartReply) if facts.fits("part") else st.none(),
        verdict=of(Verdict) if facts.fits("verdict") else st.none(),
        replies_to=st.just(replies_to),
        lost=st.lists(_DIGESTS, min_size=1, max_size=2).map(tuple) if facts.fits("lost") else st.just(()),
        actions=of(tuple[Ref, ...]).filter(bool) if "actions" in facts.needs else of(tuple[Ref, ...]),
        text=of(Prose).filter(bool) if "text" in facts.needs else of(Prose),
    )
    return cast("EntryContent", draw(entry))


def _names_somebody(cell: Parties) -> bool:
    """Whether a cell names a party, and no real state."""
    return bool(cell.understood) and not _REAL.search(" ".join(map(str, (cell, *cell.items))))


def _names_one(cell: Parties) -> bool:
    """Whether a cell names a single party, and no real state."""
    several = (isinstance(item, Unparsed) or item.collective or item.members or item.cooperating for item in cell)
    return len(cell) == 1 and not any(several) and _names_somebody(cell)


_DIGESTS = st.integers(0, 16**64 - 1).map(lambda number: f"{number:064x}")
_CONTENT_DIGESTS = st.integers(0, 16**8 - 1).map(lambda number: f"{number:08x}") | st.sampled_from(
    ("00000001", "12e34567")
)
_SEALED = st.dictionaries(texts, _DIGESTS, max_size=2).map(FrozenMap)
"""What a seal lists: digests by id."""


@st.composite
def _ledgers(draw: st.DrawFn) -> Ledger:
    """Ledgers whose entries are all about their plan."""
    plan = draw(numbers)
    entries = draw(of(tuple[LedgerEntry, ...]))
    own = (attrs.evolve(entry, content=attrs.evolve(entry.content, plan=plan)) for entry in entries)
    return Ledger(plan=plan, entries=tuple(own))


@st.composite
def _requests(draw: st.DrawFn) -> Request:
    """Requests whose due date and answer are not before the request."""
    on = draw(st.dates())
    later = st.none() | st.dates(on)
    return cast("Request", draw(values(Request, on=st.just(on), due=later, answered=later)))


@st.composite
def _figures(draw: st.DrawFn) -> Figure:
    """Figures about a KPI or about a measure: a value, a day or words, or nothing to report."""
    kpi, nothing = draw(st.none() | _KPI_NUMBERS), draw(st.booleans())
    value, reached = (None, None) if nothing else (draw(of(Decimal | None)), draw(st.none() | st.dates()))
    text = of(Prose)
    if nothing:
        text = st.just(Prose())
    elif value is None and reached is None:
        text = text.filter(bool)
    figure = values(
        Figure,
        kpi=st.just(kpi),
        measure=texts.filter(str.strip) if kpi is None else st.none(),
        value=st.just(value),
        of=st.none() if value is None else of(Decimal | None),
        reached=st.just(reached),
        text=text,
        nothing=st.just(nothing),
    )
    return cast("Figure", draw(figure))


_KPI_NUMBERS = st.builds(KpiNumber, st.integers(1, 9), st.none() | st.sampled_from("abc"))
_SETTLED: dict[str, st.SearchStrategy[Any]] = {
    "value": _decimals,
    "reached": st.dates(),
    "status": texts.filter(str.strip),
    "started": st.dates(),
    "ended": st.dates(),
}
"""What a settlement can settle: one of these."""


@st.composite
def _settlements(draw: st.DrawFn) -> Settlement:
    """Settlements of one thing: a value or a day of a KPI, or the status or a day of the action."""
    name = draw(st.sampled_from(sorted(_SETTLED)))

    def alone(key: str) -> st.SearchStrategy[Any]:
        return _SETTLED[key] if key == name else st.none()

    settlement = values(
        Settlement,
        kpi=_KPI_NUMBERS if name in {"value", "reached"} else st.none(),
        value=alone("value"),
        of=of(Decimal | None) if name == "value" else st.none(),
        reached=alone("reached"),
        status=alone("status"),
        started=alone("started"),
        ended=alone("ended"),
    )
    return cast("Settlement", draw(settlement))


@st.composite
def _kpis(draw: st.DrawFn) -> Kpi:
    """KPIs with a value, or with parts."""
    kpi = cast("Kpi", draw(values(Kpi, parts=st.just(()))))
    parts = draw(st.just(()) | st.lists(of(KpiPart), min_size=2, max_size=3).map(tuple))
    return attrs.evolve(kpi, value=None, most=None, parts=parts) if parts else kpi


@st.composite
def _reports(draw: st.DrawFn) -> Reports:
    """Reports that are all about their plan."""
    plan = draw(numbers)
    reports = draw(of(tuple[FiledReport, ...]))
    own = (attrs.evolve(report, content=attrs.evolve(report.content, plan=plan)) for report in reports)
    return Reports(plan=plan, reports=tuple(own))


def _written_for(revision: str) -> st.SearchStrategy[WrittenFor]:
    """What a mapping says of one of its two revisions."""
    return values(
        WrittenFor,
        revision=st.just(revision),
        actions=st.dictionaries(numbers, _CONTENT_DIGESTS, max_size=2).map(FrozenMap),
    )


_KNOWN.update(
    {
        EntryContent: _entries(),
        Figure: _figures(),
        Kpi: _kpis(),
        KpiNumber: _KPI_NUMBERS,
        Ledger: _ledgers(),
        Reports: _reports(),
        NamedAction: values(NamedAction, at=st.just(Pointer() / "actions" / 0)),
        Received: values(Received, sha256=_DIGESTS),
        Redaction: values(Redaction, digest=_DIGESTS),
        Request: _requests(),
        RevisionMapping: values(
            RevisionMapping, earlier=_written_for("1001/1/31 REV 1"), later=_written_for("1001/2/31 REV 2")
        ),
        Seal: values(
            Seal,
            plan_digest=_DIGESTS,
            reports=_SEALED,
            entries=_SEALED,
            operations=_SEALED,
            kpis=st.none() | _DIGESTS,
            status_words=st.none() | _DIGESTS,
            seals=_SEALED,
        ),
        Settlement: _settlements(),
        WrittenFor: values(
            WrittenFor,
            actions=st.dictionaries(numbers, _CONTENT_DIGESTS, max_size=2).map(FrozenMap),
        ),
    }
)
