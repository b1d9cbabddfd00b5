"""Export plans: choose the document and the exporter, build the document, and run the exporter."""

from __future__ import annotations

import datetime as dt
import functools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from empact.analysis import (
    PlanContext,
    Portfolio,
    PortfolioContext,
    RecordMarking,
    check_release,
    raised_marking,
    records_of,
)
from empact.analysis.markings import joint_marking, raised_plan, record_markings
from empact.arguments import check_text
from empact.audiences import is_internal
from empact.collector import collector_paused
from empact.diagnostics import Diagnostics, did_you_mean
from empact.documents import Document, words_in
from empact.documents.headings import for_the_driver_alone
from empact.errors import ExportError, ReleaseError, UnknownFormatError, UnknownIdError, run_plugin
from empact.hooks import Artifact, DocumentSpec, ExportContext, Exporter, Option, Terminal
from empact.hooks.lazy import imported_by
from empact.model import Answers, FrozenMap, Plan
from empact.options import option_values
from empact.serde import plan_tree
from empact.session.contexts import portfolio_context
from empact.session.marked_files import check_marking, expected_marking
from empact.storage.records import ANALYSED, CHECKED, REPORTED, Records
from empact.values import value

if TYPE_CHECKING:
    from empact.reference import Marking
    from empact.session.plugins import SessionPlugins, Setup

T = TypeVar("T")


@value
class Choice:
    """What an export writes, and with which exporter."""

    exporter: Exporter
    """The exporter of the export."""
    document: DocumentSpec | None = None
    """The document that it writes; None if it writes the plans themselves."""

    @property
    def together(self) -> bool:
        """Whether all plans of the export are in one document, or in one graph or calendar."""
        return self.exporter.takes == "portfolio" or (self.document is not None and self.document.of == "portfolio")

    @property
    def options(self) -> tuple[Option, ...]:
        """The options of the document and of the exporter."""
        return (*(() if self.document is None else self.document.options), *self.exporter.options)

    def values(self, options: Mapping[str, object]) -> Mapping[str, Any]:
        """Return the values of all options of the document and the exporter.

        Raises:
            TypeError: There is no such option, a required one is missing, or a value has the wrong type.
            ValueError: A value is not allowed.
        """
        return option_values(self.options, options)


def choose(plugins: SessionPlugins, to: str, document: str) -> Choice:
    """Return the exporter of a format and a document.

    An exporter that takes plans writes the plan in its own format; so the document ``plan`` is built only for
    exporters that take documents.

    Raises:
        UnknownFormatError: No exporter has this name, or none of this name takes what is asked for.
        UnknownIdError: There is no such document.
    """
    check_text("The name of a format", to)
    check_text("The name of a document", document)
    named = {exporter.takes: exporter for exporter in plugins.exporters if exporter.name == to}
    if not named:
        known = list(dict.fromkeys(exporter.name for exporter in plugins.exporters))
        raise UnknownFormatError("Format", to, known, listed=did_you_mean(to, known) is None)
    if document == "plan" and "plan" in named:
        return Choice(named["plan"])
    if document == "plan" and "document" not in named:
        return Choice(named["portfolio"])
    spec = find_document(plugins, document)
    if "document" not in named:
        takers = [exporter.name for exporter in plugins.exporters if exporter.takes == "document"]
        raise UnknownFormatError(f"Document {document!r} in the format", to, takers, listed=True)
    return Choice(named["document"], spec)


def not_released(plugins: SessionPlugins, used: DocumentSpec | Exporter) -> ReleaseError:
    """Return the error for a release of what only the Driver and the Support Unit may read."""
    message = (
        f"{plugins.named(used)} is for the Driver and the Support Unit only, so it cannot be combined with a release."
    )
    return ReleaseError(message)


def find_document(plugins: SessionPlugins, name: str) -> DocumentSpec:
    """Return the document with this name.

    Raises:
        UnknownIdError: There is none; the message suggests the closest, or lists all.
    """
    for spec in plugins.documents:
        if spec.name == name:
            return spec
    known = [spec.name for spec in plugins.documents]
    raise UnknownIdError("Document", name, known, listed=did_you_mean(name, known) is None)


def _no_records(_kinds: Sequence[str]) -> Records:
    return Records()


def _check_language(_export: object, _attribute: object, language: str) -> None:
    words_in(language)


@attrs.frozen(eq=False)
class Export:
    """The plans of an export with what is read for them: each input once, and only if it is used."""

    setup: Setup
    """The plugins, the configuration and the workspace of the session."""
    portfolio: Portfolio
    """The plans that are exported."""
    read: Callable[[Sequence[str]], Records] = attrs.field(default=_no_records, repr=False)
    """Returns the records of some kinds. Each document and each exporter gets the kinds that it uses; a kind that none
    uses is not read, and no kind is read twice.
    """
    as_of: dt.date | None = None
    """The date of knowledge; None if all entries and reports are used."""
    release: str | None = None
    """The level at which the export is released, as given; None if it is not released at a level."""
    language: str = attrs.field(default="en", validator=_check_language)
    """The code of the language of the documents."""
    note: Callable[[str], None] | None = None
    """Takes the notes of exporters and the remarks of documents for the user; None drops them."""
    raised_to: str | None = None
    """The level to which the marking of the output is raised. None if it is not raised."""
    answers: Answers | None = None
    """The answers to possible overlaps; None if those that the configuration names are used."""
    terminal: Terminal | None = None
    """The terminal that the output is printed on; None if it is written to files."""
    arrange: Callable[[Document, PlanContext | PortfolioContext], Document] | None = None
    """Returns a document as it is written, with the same content; None if that is how it was built."""

    _read: dict[str, Any] = attrs.field(factory=dict[str, Any], init=False, repr=False)
    _contexts: dict[tuple[str, ...], PortfolioContext] = attrs.field(
        factory=dict[tuple[str, ...], PortfolioContext], init=False, repr=False
    )

    def records(self, *kinds: str) -> Records:
        """Return the records of some kinds, and the mappings through which they are read."""
        kinds = (*kinds, "mappings")
        missing = [kind for kind in kinds if kind not in self._read]
        if missing:
            records = self.read(missing)
            self._read.update((kind, getattr(records, kind)) for kind in missing)
        return Records(**{kind: self._read[kind] for kind in kinds})

    @cached_property
    def level(self) -> Marking | None:
        """The level of the release; None if the export is not released at a level.

        Raises:
            UnknownIdError: The level is not known.
            ReleaseError: The marking of a plan is above the level.
        """
        if self.release is None:
            return None
        check_text("The level of a release", self.release)
        return check_release(self.portfolio, self.release, on=self.as_of, raised_to=self.raised_to)

    @cached_property
    def known_answers(self) -> Answers:
        """The answers of the call, or those that the configuration names."""
        return self.setup.workspace.answers if self.answers is None else self.answers

    @cached_property
    def findings(self) -> Diagnostics:
        """The findings of a validation of all plans, with the ledgers and reports of the export."""
        from empact.session.validating import (
            RuleSelection,  # most exports check nothing
            validate,
        )

        with collector_paused():
            every = RuleSelection.of_call((), (), {})
            return validate(self.setup, self.portfolio, every, None, self.records(*CHECKED), self.as_of, None)

    def artifacts(self, choice: Choice, options: Mapping[str, object]) -> list[Artifact]:
        """Return the files of an export.

        Raises:
            ExportError: There are no plans, or no reports although an option needs them; the document or the exporter
                stops with an error, or makes no file.
            ReleaseError: The marking of a plan, or of the document, is above the level of the release; or it is for
                the Driver and the Support Unit alone.
            UnknownIdError: The level of the release is not known.
            TypeError: An option is unknown or missing, or has a value of the wrong type.
            ValueError: The value of an option is not allowed.
        """
        with collector_paused():
            values = self.checked(choice.options, choice.document or choice.exporter, options)
            made = list(self._artifacts(choice, values))
        if not made:
            raise ExportError(f"{self.setup.plugins.named(choice.exporter)} makes no file.")
        if len(made) > 1 and self.terminal is None:
            from empact.session.export_paths import refuse_same_names  # most exports are one file

            refuse_same_names(made, self.portfolio.plans, self.setup.plugins.named(choice.exporter))
        return made

    def checked(
        self, declared: Sequence[Option], used: DocumentSpec | Exporter, options: Mapping[str, object]
    ) -> Mapping[str, Any]:
        """Return the value of each declared option, once it is known that the plans and reports can be used for it.

        The errors are those of :meth:`artifacts`.
        """
        values = option_values(declared, options)
        if not self.portfolio.plans:
            raise ExportError("There is no plan to export.")
        _ = self.level  # before anything is built
        for option in declared:
            if option.needs == "reports" and values[option.name]:
                require_reports(option.name, self._with(ANALYSED))
        if self.release is not None and self._is_internal(used, values):
            raise not_released(self.setup.plugins, used)
        if isinstance(used, DocumentSpec) and "reports" in used.inputs:
            self._hear_of_no_reports(self._with(_kinds_in_context(used, values)))
        return values

    def _is_internal(self, used: DocumentSpec | Exporter, values: Mapping[str, Any]) -> bool:
        """Whether only the Driver and the Support Unit may read what is made: it shows them reports or entries.

        A document about reports does so even without any: it then shows who is silent. One whose results columns can
        be filled from reports shows no entries.
        """
        if not is_internal(used.audiences):
            return False
        if isinstance(used, DocumentSpec) and "reports" in used.inputs:
            return True
        on_request = any(option.needs == "reports" for option in used.options)
        contexts = self._with(_kinds_in_context(used, values)).contexts
        return any(len(ctx.reports) or (len(ctx.ledger) and not on_request) for ctx in contexts)

    def _artifacts(self, choice: Choice, values: Mapping[str, Any]) -> Iterator[Artifact]:
        exporter, spec = choice.exporter, choice.document
        own = {option.name: values[option.name] for option in exporter.options}
        for plan in (None,) if choice.together else self.portfolio:
            what = self._raised(plan or self.portfolio) if spec is None else self.build(spec, plan, values)
            make_context = functools.partial(self.context_for, exporter, plan, own)
            ctx = attrs.evolve(
                export_context(make_context, own, self.level, self.language, self._hear),
                raised_to=self.raised_to,
                terminal=self.terminal,
            )
            yield from run_exporter(self.setup.plugins, exporter, what, ctx, self.as_of)

    def _raised(self, what: Plan | Portfolio) -> Plan | Portfolio:
        """Return plans with the raised marking as the printed one: in the file of a plan, that is its marking."""
        if self.raised_to is None:
            return what
        if isinstance(what, Portfolio):
            return Portfolio(tuple(raised_plan(plan, self.raised_to, self.as_of) for plan in what))
        return raised_plan(what, self.raised_to, self.as_of)

    def _hear_of_no_reports(self, every: PortfolioContext) -> None:
        """Note that a document about reports has none: without a note, a wrong folder looks like silence of all."""
        if not any(len(context.reports) for context in every.contexts):
            ids = ", ".join(plan.id for plan in self.portfolio.plans)
            hint = "Name their folder with --reports, or the workspace in empact.toml."
            self._hear(f"There are no reports about {ids} on {self.as_of}: nothing counts as reported. {hint}")

    def _hear(self, note: str) -> None:
        check_text("A note of an exporter", note)
        if self.note is not None:
            self.note(note)

    def context_for(
        self, used: DocumentSpec | Exporter, plan: Plan | None, values: Mapping[str, Any]
    ) -> PlanContext | PortfolioContext:
        """Return the context of one plan, or, without a plan, of all, for a document or an exporter.

        It has the reports if the document uses them, or if an option that needs them is set, and the KPI registers with
        them or if the document declares these. It has the ledgers, unless the document declares that it uses none. If
        an option needs a seal, it has what this lists, and nothing else.

        Raises:
            SealError: An option needs a seal, and there is none; or a record that it lists is missing or changed.
        """
        every = self._with(_kinds_in_context(used, values))
        ctx = every if plan is None else every.of(plan)
        if isinstance(ctx, PlanContext) and _is_sealed(used, values):
            ctx = ctx.sealed(values.get("checkpoint"))
        self._check_records(self.portfolio if plan is None else (plan,), records_of(ctx))
        return ctx

    def _with(self, kinds: tuple[str, ...]) -> PortfolioContext:
        """Return the context of all plans with some kinds of records, the same one each time.

        Records that are compared with seals may be changed or missing: the comparison names them.
        """
        if kinds not in self._contexts:
            required = ("seals",) if "seals" in kinds else kinds
            records = self.records(*kinds)
            self._contexts[kinds] = portfolio_context(self.setup, self.portfolio, records, self.as_of, required)
        return self._contexts[kinds]

    def _check_records(self, plans: Iterable[Plan], records: Sequence[RecordMarking]) -> None:
        """Check that what is made from records may be released: a plan that is declassified declassifies none."""
        if self.release is not None:
            check_release(plans, self.release, on=self.as_of, records=records)

    def build(self, spec: DocumentSpec, plan: Plan | None, values: Mapping[str, Any]) -> Document:
        """Build a document about one plan, or, without a plan, about all.

        The document carries at least the marking of its plans, also if the function leaves it out.

        Raises:
            ExportError: The function stops with an error, or returns something else.
        """
        given = {option.name: values[option.name] for option in spec.options}
        given |= {name: self.input(name, plan) for name in keyword_inputs(spec)}
        records = self._records_beside_context(spec, plan, given)
        self._check_records(self.portfolio if plan is None else (plan,), records)
        ctx = self.context_for(spec, plan, values)
        carried, internal = carried_by(ctx.contexts, records), self._is_internal(spec, values)  # before a plugin runs
        built = build_document(self.setup.plugins, spec, ctx, given)
        for remark in built.remarks:
            self._hear(remark)
        if internal:
            built = for_the_driver_alone(built, words_in(self.language))
        marked = with_marking(built, carried, self.level, self.raised_to)
        return marked if self.arrange is None else self.arrange(marked, ctx)

    def _records_beside_context(
        self, spec: DocumentSpec, plan: Plan | None, given: Mapping[str, Any]
    ) -> tuple[RecordMarking, ...]:
        """Return the markings of the records that a document gets by keyword: practices, and those behind findings."""
        plan_ids = {selected.id for selected in (self.portfolio if plan is None else (plan,))}
        practices = record_markings(practice for practice in given.get("practices", ()) if practice.plan in plan_ids)
        if "findings" not in spec.inputs:
            return practices
        analysed, read = self._with(ANALYSED), self.records("seals").seals
        seals = record_markings(() if read is None else (seal for seal in read.filed if seal.content.plan in plan_ids))
        return (*practices, *seals, *records_of(analysed if plan is None else analysed.of(plan)))

    def input(self, name: str, plan: Plan | None) -> object:
        """Return what a document about one plan, or, without a plan, about all, gets by keyword."""
        if name == "language":
            return self.language
        if name == "answers":
            return self.known_answers.answers
        if name == "parser":
            from empact.session.parsing import parse_cell  # few documents read a cell

            return functools.partial(parse_cell, self.setup, plan=plan or self.portfolio.plans[0], as_of=self.as_of)
        if name == "practices":
            read = self.records("practices").practices
            return () if read is None else read.require_complete().practices
        if plan is None or len(self.portfolio) == 1:
            return self.findings
        return findings_about(plan, self.findings)


def _kinds_in_context(used: DocumentSpec | Exporter, options: Mapping[str, object]) -> tuple[str, ...]:
    """Return the kinds of records in the context of a document or an exporter."""
    document = used if isinstance(used, DocumentSpec) else None
    ledger = ("ledger",) if document is None or document.ledger else ()
    asked = any(option.needs == "reports" and options.get(option.name, option.default) for option in used.options)
    reported = asked or (document is not None and (document.reports or "reports" in document.inputs))
    registers = ("kpis",) if document is not None and "kpis" in document.inputs else ()
    with_seals = _is_sealed(used, options) or (document is not None and "seals" in document.inputs)
    return (*ledger, *(REPORTED if reported else registers), *(("seals",) if with_seals else ()))


def _is_sealed(used: DocumentSpec | Exporter, options: Mapping[str, object]) -> bool:
    """Return whether an option asks for what the newest seal lists, and nothing else."""
    return any(option.needs == "seals" and options.get(option.name, option.default) for option in used.options)


def keyword_inputs(spec: DocumentSpec) -> tuple[str, ...]:
    """Return the inputs of a document that its function gets by keyword: the others are in its context."""
    return tuple(name for name in spec.inputs if name not in {"reports", "kpis", "seals"})


def require_reports(option: str, ctx: PortfolioContext) -> None:
    """Raise an ExportError if an option needs reports, and none about the plans is known on the date of knowledge."""
    if any(len(context.reports) for context in ctx.contexts):
        return
    ids = ", ".join(plan.id for plan in ctx.portfolio.plans)
    start = f"The option {option!r} needs reports,"
    if any(context.whole_reports for context in ctx.contexts):
        raise ExportError(f"{start} and those about {ids} are all from after {ctx.as_of}.")
    hint = "Name their folder with --reports, or the workspace in empact.toml (in Python: records=)."
    raise ExportError(f"{start} and there are none about {ids}. {hint}")


def deliver(artifacts: Sequence[Artifact], to: str, path: str | os.PathLike[str] | None) -> bytes | None:
    """Write artifacts to a file or folder; without a path, return the bytes of the only one.

    Raises:
        ExportError: There are several and no path, or the path is not a folder.
        OSError: A file cannot be written.
    """
    if path is not None:
        from empact.storage.writing import write  # what is printed needs no file

        write(artifacts, to, path)
        return None
    if len(artifacts) != 1:
        names = ", ".join(artifact.name for artifact in artifacts)
        message = f"The format {to!r} makes {len(artifacts)} files ({names}); name a folder as path."
        raise ExportError(message)
    return artifacts[0].data


def findings_about(plan: Plan, findings: Diagnostics) -> Diagnostics:
    """Return the findings about one plan of several."""

    def about(subject: str | None) -> bool:
        return (subject or "").partition(":")[0] == plan.id

    waived = (item for item in findings.waived if about(item.diagnostic.place.subject))
    return Diagnostics((finding for finding in findings if about(finding.place.subject)), waived)


def export_context(
    make_context: Callable[[], PlanContext | PortfolioContext],
    options: Mapping[str, Any],
    release: Marking | None = None,
    language: str = "en",
    note: Callable[[str], None] | None = None,
) -> ExportContext:
    """Return the context of an export; the context of its plans is made when it is first used."""
    ctx = ExportContext(make_context=make_context, options=options, tree=plan_tree, release=release, language=language)
    return ctx if note is None else attrs.evolve(ctx, note=note)


def build_document(
    plugins: SessionPlugins, spec: DocumentSpec, ctx: PlanContext | PortfolioContext, given: Mapping[str, Any]
) -> Document:
    """Build a document from a context, and its inputs and options.

    Raises:
        ExportError: The function stops with an error, or returns something else.
    """
    is_marked = ctx.marking is not None
    what = plugins.named(spec)

    def run() -> Document:
        built: object = imported_by(what, spec.build)(ctx, **given)
        if not isinstance(built, Document):
            raise ExportError(f"{what} is built as {type(built).__name__} instead of Document.")
        return built

    return run_plugin(what, run, ExportError, quoted=not is_marked)


@value
class Carried:
    """What a document about plans and their records has to carry: read before the code of a plugin has the context."""

    marking: str | None
    """The marking of all together; None if there is none."""
    of_plans: tuple[tuple[str, str | None], ...]
    """The id of each plan, with its marking in force."""


def carried_by(contexts: Sequence[PlanContext], records: Iterable[RecordMarking] = ()) -> Carried:
    """Return what a document about plans has to carry.

    Args:
        contexts: The contexts of the plans that it is about.
        records: The markings of records that it is made from, beside those of the contexts.
    """
    plans, on = [ctx.plan for ctx in contexts], contexts[0].as_of
    records = (*records, *(record for ctx in contexts for record in records_of(ctx)))
    of_plans = dict.fromkeys((plan.id, plan.marking_in_force(on)) for plan in plans)
    return Carried(joint_marking(plans, on=on, records=records), tuple(of_plans))


def with_marking(
    document: Document, carried: Carried, level: Marking | None = None, raised_to: str | None = None
) -> Document:
    """Return the document with the marking of its plans and records, if its own is missing or does not include that.

    Where several plans have different markings, the property ``markings`` has that of each.

    Args:
        document: The document, as a plugin built it.
        carried: What it has to carry.
        level: The level at which it is released.
        raised_to: The level to which its marking is raised.

    Raises:
        ReleaseError: The document has a marking of its own, and that is above the level.
        MarkingError: Its marking is above the level to which it is to be raised.
    """
    marking, own = carried.marking, {text for _, text in carried.of_plans}
    if len(own) > 1:
        lines = tuple(f"{name}: {text or 'no marking'}" for name, text in carried.of_plans)
        document = attrs.evolve(document, properties=FrozenMap({**document.properties, "markings": lines}))
    if document.marking and document.marking not in {marking, *own}:
        marking = joint_marking((), filter(None, (marking, document.marking)))
    marking = raised_marking(marking, raised_to)
    if level is not None and document.marking:
        from empact.reference import read_marking  # most outputs are for those who may read the plans

        if read_marking(document.marking).is_above(level):
            raise ReleaseError(f"The release is refused: the document {document.kind!r} is {document.marking}.")
    return document if marking == document.marking else attrs.evolve(document, marking=marking)


def run_exporter(
    plugins: SessionPlugins,
    exporter: Exporter,
    what: Plan | Document | Portfolio,
    ctx: ExportContext,
    on: dt.date | None = None,
) -> list[Artifact]:
    """Return the artifacts that an exporter makes; those about a marked plan carry its marking.

    Args:
        plugins: The plugins of the session.
        exporter: The exporter.
        what: What it writes.
        ctx: The context of the export.
        on: The date of knowledge, by which the marking of a plan is known.

    Raises:
        ExportError: The exporter stops with an error, returns something that is not an Artifact, or omits the marking.
    """
    called = plugins.named(exporter)
    expected = expected_marking(what, on, None, ctx.raised_to)  # before the exporter has the plans

    def make_context() -> PlanContext | PortfolioContext:
        nonlocal expected
        made = ctx.make_context()
        expected = expected_marking(what, on, made, ctx.raised_to)
        return made

    if isinstance(what, Document) and what.how_to_fill_in and not exporter.forms:
        from empact.documents.form_words import for_reading  # few documents are forms

        what = for_reading(what, words_in(ctx.language))

    def run() -> list[Artifact]:
        artifacts: list[Artifact] = []
        given = attrs.evolve(ctx, make_context=make_context, tree=functools.partial(_tree, plugins, ctx.raised_to))
        for made in imported_by(called, exporter.write)(what, given):
            if not isinstance(made, Artifact):
                raise ExportError(f"{called} returns {type(made).__name__} instead of Artifact.")
            artifacts.append(made)
        return artifacts

    made = run_plugin(called, run, ExportError, quoted=not _is_marked(what))
    if expected is not None:
        check_marking(called, exporter, made, expected, ctx.note)
    return made


def _tree(plugins: SessionPlugins, raised_to: str | None, value: object, *, compact: bool = False) -> dict[str, Any]:
    """Return the tree of a plan, of the content of another file, or of a result."""
    if isinstance(value, Plan):
        return plan_tree(value, compact=compact)  # most exports have no results
    from empact.session.trees import tree_of

    return tree_of(plugins, value, raised_to, compact=compact)


def _is_marked(what: Plan | Document | Portfolio) -> bool:
    """Check whether a plan, a document or any plan of a portfolio has a marking."""
    if isinstance(what, Document):
        return bool(what.marking)
    return any(plan.marking_in_force(None) for plan in (what.plans if isinstance(what, Portfolio) else (what,)))
