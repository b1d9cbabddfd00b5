"""Checks the requirements for documents; each check returns its problems as sentences."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import inspect
import itertools
import pickle
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from empact.analysis import Portfolio
from empact.analysis.markings import joint_marking
from empact.documents import Document, Table, Text
from empact.errors import EmpactError, cause_of
from empact.hooks import DocumentSpec, Option
from empact.hooks.lazy import imported
from empact.model import Plan
from empact.options import option_values
from empact.session import Session
from empact.session.exporting import Export, build_document, keyword_inputs
from empact.testing.builders import make_action, make_plan
from empact.testing.guard import guarded
from empact.testing.laws import Law, Tested, its_code_can_be_called, its_name_is_lower_case, law
from empact.testing.samples import MARKING, Sample
from empact.testing.surroundings import ContextState, kept

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_EXAMPLES: Mapping[object, object] = {
    str: "HU",
    int: 1,
    bool: True,
    dt.date: dt.date(2012, 1, 1),
    Path: Path("example"),
}
"""The values of required options without choices."""
_NEW = ("0.7", "0.8")
"""The numbers of actions that no plan has."""
_DAY = dt.date(2012, 6, 30)
"""The date of knowledge, without which a document may refuse a plan."""


def example_values(options: Iterable[Option]) -> dict[str, Any]:
    """Return a value for each option: its default, or, if it is required, an example."""
    known = tuple(options)
    given = {option.name: _example(option) for option in known if option.required}
    return dict(option_values(known, given))


def _example(option: Option) -> object:
    value = option.choices[0] if option.choices else _EXAMPLES[option.type]
    return (value,) if option.repeated else value


@attrs.frozen(eq=False)
class _Case:
    """Plans to build a document from: the first one of several if it is about one plan."""

    what: str
    odd: bool
    plans: tuple[Plan, ...]
    drawn: bool = False

    def marked(self, marking: str | None) -> _Case:
        """Return the same plans with a marking."""
        plans = tuple(attrs.evolve(plan, marking=marking, marking_today=None) for plan in self.plans)
        return attrs.evolve(self, plans=plans)

    def last_marked(self, marking: str) -> _Case:
        """Return the same plans, of which only the last one has a marking."""
        unmarked = self.marked(None)
        return attrs.evolve(unmarked, plans=(*unmarked.plans[:-1], *self.marked(marking).plans[-1:]))

    def with_more(self) -> _Case:
        """Return the same plans between two others, or, if it is one plan, with its actions between two others."""
        first, *others = self.plans
        if others:
            more = [
                make_plan(id=f"{letter}-{year}", period={"start": f"{year}-01-01", "end": f"{year}-12-31"})
                for letter, year in (("A", 2031), ("Z", 2032))
            ]
            return attrs.evolve(self, plans=(more[0], *self.plans, more[1]))
        goal = next((action.goal for action in first.actions), None)
        before, after = (make_action(number, goal=goal, activity=f"New action {number}.") for number in _NEW)
        return attrs.evolve(self, plans=(attrs.evolve(first, actions=(before, *first.actions, after)),))

    def reversed(self) -> _Case:
        """Return the same plans with their actions in the opposite order."""
        plans = tuple(attrs.evolve(plan, actions=plan.actions[::-1]) for plan in self.plans)
        return attrs.evolve(self, plans=plans)


def _cases(spec: DocumentSpec, samples: Iterable[Sample]) -> Iterator[_Case]:
    plans = list(samples)
    yield from (_Case(sample.what, sample.odd, (sample.plan,), sample.drawn) for sample in plans)
    if spec.of == "portfolio":
        usual = tuple(sample.plan for sample in plans if not sample.odd)
        yield _Case("a portfolio", odd=False, plans=usual)


@functools.lru_cache(maxsize=256)
def _export(session: Session, plans: tuple[Plan, ...], as_of: dt.date | None) -> Export:
    """Return the export of plans: it keeps the contexts and the findings of the plans for the other checks."""
    return Export(session.setup, Portfolio(plans), as_of=as_of)


def given_values(spec: DocumentSpec, session: Session, plans: tuple[Plan, ...]) -> dict[str, Any]:
    """Return a value for each input and option of a document."""
    inputs: dict[str, Any] = {"answers": (), "practices": (), "language": "en"}
    if "findings" in spec.inputs:
        inputs["findings"] = _export(session, plans, _DAY).findings
    if "parser" in spec.inputs:
        inputs["parser"] = _export(session, plans, _DAY).input("parser", _first(spec, plans))
    return {name: inputs[name] for name in keyword_inputs(spec)} | example_values(spec.options)


def built(
    spec: DocumentSpec,
    session: Session,
    plans: tuple[Plan, ...],
    given: Mapping[str, Any] | None = None,
    as_of: dt.date | None = _DAY,
) -> Document:
    """Build a document of plans, as known on a day.

    Raises:
        EmpactError: It cannot be built.
    """
    export = _export(session, plans, as_of)
    values = given_values(spec, session, plans) if given is None else given
    ctx = export.context_for(spec, _first(spec, plans), values)
    return build_document(session.plugins, spec, ctx, values)


def _built(spec: DocumentSpec, session: Session, cases: Iterable[_Case]) -> Iterator[tuple[_Case, Document]]:
    """Return the document of each case; :func:`it_is_built_for_every_plan` reports those that cannot be built."""
    for case in cases:
        try:
            yield case, built(spec, session, case.plans)
        except EmpactError:
            continue


@attrs.frozen(eq=False)
class _Run:
    """The first time that a document was built of a case: the document, or None, and what was changed by it."""

    case: _Case
    document: Document | None
    changes: tuple[str, ...]


@functools.lru_cache(maxsize=4)
def _runs(tested: Tested[DocumentSpec]) -> tuple[_Run, ...]:
    """Build the document of each case once: the laws of a document look at the same ones."""
    spec, session = tested.descriptor, tested.session
    return tuple(_run(spec, session, case) for case in _cases(spec, tested.samples))


def _run(spec: DocumentSpec, session: Session, case: _Case) -> _Run:
    values = given_values(spec, session, case.plans)
    ctx = _export(session, case.plans, _DAY).context_for(spec, _first(spec, case.plans), values)
    before = ContextState.of(ctx)
    document: Document | None = None
    with kept() as changes, contextlib.suppress(EmpactError):
        document = build_document(session.plugins, spec, ctx, values)
    of_context = (f"changes its context ({name})" for name in before.changes())
    return _Run(case, document, (*changes, *of_context))


def _first(spec: DocumentSpec, plans: tuple[Plan, ...]) -> Plan | None:
    return None if spec.of == "portfolio" else plans[0]


def _documents(tested: Tested[DocumentSpec]) -> Iterator[tuple[_Case, Document]]:
    """Yield the document of each case that has one."""
    return ((run.case, run.document) for run in _runs(tested) if run.document is not None)


def answers(tested: Tested[DocumentSpec]) -> dict[str, object]:
    """Return what it builds of each plan that is not generated, for the comparison with another process."""
    return {case.what: document for case, document in _documents(tested) if not case.drawn}


@law
def it_changes_nothing_else(tested: Tested[DocumentSpec]) -> Iterator[tuple[str, str]]:
    """It prints nothing, and changes neither the plan, nor its context, nor what all code shares."""
    spec = tested.descriptor
    for run in _runs(tested):
        yield from (
            (f"The document {spec.name!r} {change}; it may only return a document", run.case.what)
            for change in run.changes
        )
    for sample in tested.samples:
        if sample.is_changed():
            yield f"The document {spec.name!r} changes the plan; use attrs.evolve to make another one", sample.what


@law
def it_is_built_for_every_plan(tested: Tested[DocumentSpec]) -> Iterator[tuple[str, str]]:
    """It is built for every plan; it may refuse an unusual plan, or any without ``as_of``, as an EmpactError.

    An option that needs reports is tried both ways; there are none. One that needs a seal is always refused without.
    """
    spec, session, samples = tested.descriptor, tested.session, tested.samples
    days: tuple[dt.date | None, ...] = (_DAY, None)
    calls = [{}, *({option.name: True} for option in spec.options if option.needs == "reports")]
    for case, as_of, call in itertools.product(_cases(spec, samples), days, calls):
        try:
            given = {**given_values(spec, session, case.plans), **call}
            built(spec, session, case.plans, given, as_of)
        except EmpactError as crash:
            cause = crash.__context__  # and not the cause: the error about a marked plan has none
            if cause is not None or not (case.odd or as_of is None):
                yield f"The document {spec.name!r} cannot be built: {cause_of(cause or crash)}", case.what


@law
def it_takes_what_it_declares(tested: Tested[DocumentSpec]) -> Iterator[tuple[str, str]]:
    """Its function takes the declared inputs and options, and no others."""
    spec = tested.descriptor
    parameters = list(inspect.signature(imported(spec.build)).parameters.values())[1:]
    declared = [*keyword_inputs(spec), *(option.name for option in spec.options)]
    for parameter in parameters:
        if parameter.kind is parameter.VAR_KEYWORD:
            yield f"The document {spec.name!r} takes any option, so a misspelt one is ignored", f"**{parameter.name}"
        elif parameter.name not in declared and parameter.default is parameter.empty:
            yield f"The document {spec.name!r} needs a value that it does not declare", parameter.name
    open_ended = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters)
    for name in declared:
        if not open_ended and name not in {parameter.name for parameter in parameters}:
            yield f"The document {spec.name!r} declares a value that its function does not take", name


@law
def its_parts_have_names(tested: Tested[DocumentSpec]) -> Iterator[tuple[str, str]]:
    """Its kind is its name, and section keys are lower-case words."""
    spec = tested.descriptor
    for case, document in _documents(tested):
        if document.kind != spec.name:
            yield f"The document {spec.name!r} is built with the kind {document.kind!r}", case.what
        for section in document.sections:
            if not _KEY.fullmatch(section.key):
                rule = "has to consist of lower-case words joined by hyphens"
                yield f"The section key {section.key!r} of the document {spec.name!r} {rule}", case.what


@law
def its_rows_keep_their_keys(tested: Tested[DocumentSpec]) -> Iterator[tuple[str, str]]:
    """The keys of its rows do not depend on the order of the actions."""
    spec, session = tested.descriptor, tested.session
    for case, document in _documents(tested):
        given = given_values(spec, session, case.plans)
        try:
            other = built(spec, session, case.reversed().plans, given)
        except EmpactError as crash:
            yield f"The document {spec.name!r} cannot be built with actions in another order: {crash}", case.what
            continue
        if _keys(document) != _keys(other):
            yield f"The keys of rows in the document {spec.name!r} depend on the order of the actions", case.what


@law
def its_rows_have_no_keys_by_position(tested: Tested[DocumentSpec]) -> Iterator[tuple[str, str]]:
    """A row keeps its key if actions, or plans, are added in front of the others and behind them."""
    spec, session = tested.descriptor, tested.session
    for case, document in _documents(tested):
        numbers = [action.number for action in case.plans[0].actions]
        if case.drawn or len(set(numbers)) < len(numbers):
            continue  # equal numbers are counted, so these keys are by position
        more = case.with_more()
        try:
            other = built(spec, session, more.plans, given_values(spec, session, more.plans))
        except EmpactError:
            continue
        before, after = _keys_by_content(document), _keys_by_content(other)
        changed = next((key for content, key in before.items() if after.get(content, key) != key), None)
        if changed is not None:
            what = "plan" if len(case.plans) > 1 else "action"
            problem = f"The row {changed!r} of the document {spec.name!r} gets another key if {what}s are added"
            yield (
                f"{problem}: its key is a position; use what the row is about, such as the number of its action",
                case.what,
            )


def _keys_by_content(document: Document) -> dict[object, str]:
    """Return the key of each row by the section and the values, of rows whose values no other row of it has."""
    known: dict[object, list[str]] = {}
    for section in document.sections:
        for row in () if isinstance(section.body, Text) else section.body.rows:
            known.setdefault((section.key, row.values), []).append(row.key)
    return {content: keys[0] for content, keys in known.items() if len(keys) == 1}


@law
def its_titles_are_words(tested: Tested[DocumentSpec]) -> Iterator[tuple[str, str]]:
    """It has a title, so do its sections and columns, and no two columns of a table have the same."""
    spec = tested.descriptor
    for case, document in _documents(tested):
        if not document.title.strip():
            yield f"The document {spec.name!r} has no title", case.what
        for section in document.sections:
            where = f"the section {section.key!r} of the document {spec.name!r}"
            if not section.title.strip() and len(document.sections) > 1:
                yield f"T{where[1:]} has no title", case.what
            titles = [] if isinstance(section.body, Text) else [column.title for column in section.body.columns]
            if not all(map(str.strip, titles)):
                yield f"A column in {where} has no title", case.what
            for title in dict.fromkeys(title for title in titles if title.strip() and titles.count(title) > 1):
                yield f"Two columns in {where} have the same title {title!r}", case.what


@law
def it_shows_what_is_withheld(tested: Tested[DocumentSpec]) -> Iterator[tuple[str, str]]:
    """If it shows the cells of a plan, a withheld cell does not look like an empty one."""
    spec, session = tested.descriptor, tested.session
    if spec.of == "portfolio":
        return
    filled, empty, withheld = (
        _shown(spec, session, make_plan(actions=[{"number": "1.1", **cells}])) for cells in _LEADERS
    )
    if filled != empty and _rows(filled) == _rows(empty) and withheld == empty:  # else it chooses actions by leaders
        problem = f"The document {spec.name!r} shows withheld leaders like leaders that nobody has named"
        yield f"{problem}: write 'withheld' where a cell has withheld=True", "a plan with withheld cells"


_LEADERS: Sequence[Mapping[str, Any]] = ({"leaders": "HU, AT"}, {"leaders": ""}, {"leaders": {"withheld": True}})


def _rows(bodies: Iterable[Text | Table] | None) -> list[str]:
    return [row.key for body in bodies or () if isinstance(body, Table) for row in body.rows]


def _shown(spec: DocumentSpec, session: Session, plan: Plan) -> tuple[Text | Table, ...] | None:
    """Return the texts and tables of a document; None if it cannot be built."""
    try:
        return tuple(section.body for section in built(spec, session, (plan,)).sections)
    except EmpactError:
        return None


@law
def its_names_are_in_no_language(tested: Tested[DocumentSpec]) -> Iterator[tuple[str, str]]:
    """The names of its files, and all keys, are the same in each language."""
    spec, session = tested.descriptor, tested.session
    if "language" not in spec.inputs:
        return
    for case, document in _documents(tested):
        given = given_values(spec, session, case.plans)
        for language in ("fr", "de", "hu"):
            try:
                other = built(spec, session, case.plans, {**given, "language": language})
            except EmpactError as crash:
                yield f"The document {spec.name!r} cannot be built in the language {language!r}: {crash}", case.what
                continue
            if _all_keys(document) != _all_keys(other):
                yield f"The keys of the document {spec.name!r} are others in the language {language!r}", case.what


def _all_keys(document: Document) -> tuple[str, list[str], list[str], list[list[object]], list[list[object]]]:
    return (
        document.name,
        list(document.properties),
        [section.key for section in document.sections],
        [[(column.key, column.refers_to, column.sections) for column in table.columns] for table in document.tables],
        [[(row.key, row.ref) for row in table.rows] for table in document.tables],
    )


def _keys(document: Document) -> set[tuple[int, str]]:
    return {(index, row.key) for index, table in enumerate(document.tables) for row in table.rows}


@law
def its_charts_show_what_its_tables_have(tested: Tested[DocumentSpec]) -> Iterator[tuple[str, str]]:
    """Each label and date of its charts is in a table or a text, so formats without pictures lose nothing."""
    spec = tested.descriptor
    for case, document in _documents(tested):
        texts, days = _printed(document)
        for chart in document.charts:
            for shown in chart.shown:
                if shown not in days if isinstance(shown, dt.date) else not _is_in(shown, texts):
                    problem = f"A chart of the document {spec.name!r} shows {str(shown)!r}, which no table or text has"
                    yield problem, case.what


def _printed(document: Document) -> tuple[set[str], set[dt.date]]:
    """Return the texts and the dates of a document: of its tables with their headings, and of its paragraphs."""
    texts: set[str] = set()
    days: set[dt.date] = set()
    for section in document.sections:
        if isinstance(section.body, Text):
            texts.update(section.body.paragraphs)
            continue
        texts.update(column.title for column in section.body.columns)
        for value in (value for row in section.body.rows for value in row.values):
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, dt.date):
                    days.add(item)
                elif item is not None:
                    texts.add(str(item))
    return texts, days


def _is_in(label: str, texts: set[str]) -> bool:
    """Return whether a label is a text, or whole words of one: 1.1 is not in 11.1 or 1.1.2."""
    words = re.compile(rf"(?<![\w.]){re.escape(label)}(?!\.?\w)")
    return label in texts or any(words.search(text) for text in texts)


@law
def it_has_the_marking(tested: Tested[DocumentSpec]) -> Iterator[tuple[str, str]]:
    """It has the marking of its plans, and none if they have none."""
    spec, session, samples = tested.descriptor, tested.session, tested.samples
    cases = list(_cases(spec, samples))
    marked = [case.marked(marking) for marking in (MARKING, None) for case in cases]
    marked += [case.last_marked(MARKING) for case in cases if len(case.plans) > 1]
    for case, document in _built(spec, session, [*marked, *cases]):
        if document.marking != joint_marking(case.plans, on=_DAY):
            yield f"The document {spec.name!r} does not have the marking of the plan", case.what


@law
def it_is_the_same_each_time(tested: Tested[DocumentSpec]) -> Iterator[tuple[str, str]]:
    """It depends on its arguments alone: it uses neither the clock nor files, a network or random numbers."""
    spec, session = tested.descriptor, tested.session
    package = spec.build.partition(":")[0].partition(".")[0]
    for case, document in _documents(tested):
        given = given_values(spec, session, case.plans)
        with guarded() as uses:
            again = built(spec, session, case.plans, given)
        if again != document:
            yield f"The document {spec.name!r} is different the second time", case.what
        for use in uses:
            if use.module.partition(".")[0] == package:
                yield f"The document {spec.name!r} uses {use}; it may use only its arguments", case.what


@law
def it_can_be_pickled(tested: Tested[DocumentSpec]) -> Iterator[tuple[str, str]]:
    """It can be sent to another process."""
    spec = tested.descriptor
    for case, document in _documents(tested):
        try:
            sent = pickle.loads(pickle.dumps(document))  # noqa: S301 - bytes from pickle.dumps
        except Exception as crash:  # noqa: BLE001 - pickling may raise anything
            yield f"The document {spec.name!r} cannot be pickled: {cause_of(crash)}", case.what
            continue
        if sent != document:
            yield f"The document {spec.name!r} differs after pickling", case.what


LAWS: Sequence[Law[DocumentSpec]] = (
    its_name_is_lower_case,
    its_code_can_be_called,
    it_changes_nothing_else,
    it_is_built_for_every_plan,
    it_takes_what_it_declares,
    its_parts_have_names,
    its_rows_keep_their_keys,
    its_rows_have_no_keys_by_position,
    its_titles_are_words,
    it_shows_what_is_withheld,
    its_names_are_in_no_language,
    its_charts_show_what_its_tables_have,
    it_has_the_marking,
    it_is_the_same_each_time,
    it_can_be_pickled,
)
"""The laws of documents, in the order in which their problems are reported."""
