"""Checks the requirements for documents; each check returns its problems as sentences."""

from __future__ import annotations

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

from empact.analysis import Portfolio, joint_marking
from empact.documents import Document, Text
from empact.documents.names import is_file_name
from empact.errors import EmpactError, cause_of
from empact.hooks import DocumentSpec, Option
from empact.hooks.lazy import imported
from empact.hooks.options import option_values
from empact.model import Plan
from empact.session import Session
from empact.session.exporting import Export, build_document, keyword_inputs
from empact.testing.guard import guarded
from empact.testing.laws import Law, Tested, its_code_can_be_called, its_name_is_lower_case, law
from empact.testing.samples import MARKING, Sample

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_EXAMPLES: Mapping[object, object] = {
    str: "HU",
    int: 1,
    bool: True,
    dt.date: dt.date(2012, 1, 1),
    Path: Path("example"),
}
"""The values of required options without choices."""
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

    def marked(self, marking: str | None) -> _Case:
        """Return the same plans with a marking."""
        plans = tuple(attrs.evolve(plan, marking=marking, marking_today=None) for plan in self.plans)
        return attrs.evolve(self, plans=plans)

    def reversed(self) -> _Case:
        """Return the same plans with their actions in the opposite order."""
        plans = tuple(attrs.evolve(plan, actions=plan.actions[::-1]) for plan in self.plans)
        return attrs.evolve(self, plans=plans)


def _cases(spec: DocumentSpec, samples: Iterable[Sample]) -> Iterator[_Case]:
    plans = list(samples)
    yield from (_Case(sample.what, sample.odd, (sample.plan,)) for sample in plans)
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
    ctx = export.context_for(spec, None if spec.of == "portfolio" else plans[0], values)
    return build_document(session.plugins, spec, ctx, values)


def _built(spec: DocumentSpec, session: Session, cases: Iterable[_Case]) -> Iterator[tuple[_Case, Document]]:
    """Return the document of each case; :func:`it_is_built_for_every_plan` reports those that cannot be built."""
    for case in cases:
        try:
            yield case, built(spec, session, case.plans)
        except EmpactError:
            continue


@functools.lru_cache(maxsize=4)
def _documents(tested: Tested[DocumentSpec]) -> tuple[tuple[_Case, Document], ...]:
    """Return the document of each case: the laws of a document look at the same ones."""
    return tuple(_built(tested.descriptor, tested.session, _cases(tested.descriptor, tested.samples)))


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
    """Its kind is its name, the name of its files is safe, and section keys are lower-case words."""
    spec = tested.descriptor
    for case, document in _documents(tested):
        if document.kind != spec.name:
            yield f"The document {spec.name!r} is built with the kind {document.kind!r}", case.what
        if not is_file_name(document.name):
            yield f"The document {spec.name!r} has the name {document.name!r}, which is not a safe file name", case.what
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
    for case, document in _built(spec, session, [*marked, *cases]):
        if document.marking not in {joint_marking(case.plans, on=day) for day in (_DAY, None)}:
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
    it_is_built_for_every_plan,
    it_takes_what_it_declares,
    its_parts_have_names,
    its_rows_keep_their_keys,
    its_names_are_in_no_language,
    its_charts_show_what_its_tables_have,
    it_has_the_marking,
    it_is_the_same_each_time,
    it_can_be_pickled,
)
"""The laws of documents, in the order in which their problems are reported."""
