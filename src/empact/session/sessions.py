"""The session: plugins, and what can be done with them."""

from __future__ import annotations

import datetime as dt
import functools
import os
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload

from empact.collector import collector_paused
from empact.diagnostics import Diagnostics
from empact.hooks.discovery import Candidate, built_in, from_objects, installed
from empact.hooks.registry import once
from empact.model.frozen import FrozenMap
from empact.session.loading import Loading
from empact.validation.selectors import as_selectors

if TYPE_CHECKING:  # each method imports what it uses: listing the plans loads no model and no rule
    from concurrent.futures import Executor

    from empact.analysis import ImportedPlan, InboxFile, ParsedCell, PlanContext, Portfolio, PortfolioContext
    from empact.analysis.forms.confirmations import Confirmations
    from empact.analysis.revisions.differences import Diff
    from empact.config import Config
    from empact.diagnostics import Diagnostic, Severity
    from empact.hooks import DocumentSpec, Exporter, Formatter
    from empact.model import Action, Plan
    from empact.outputs.kinds import ResultKind
    from empact.reference import Register
    from empact.session.formatting import Formattable
    from empact.session.plugins import SessionPlugins, Setup
    from empact.session.workspaces import Workspace
    from empact.storage.ledgers import LedgerSource
    from empact.storage.mappings import MappingSource
    from empact.storage.practices import PracticeSource
    from empact.storage.records import Records
    from empact.storage.registers import KpiSource, OperationSource
    from empact.storage.reports import ReportSource
    from empact.storage.seals import SealSource
    from empact.storage.sources import Readable
    from empact.validation import Provided, Rule


DISABLE = "EMPACT_DISABLE"
"""The environment variable with the names of plugins not to load, separated by commas."""


def disabled(names: str | Iterable[str], config: Config | None, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the names of plugins not to load, each with what disables it (a variable, a file, "the program")."""
    names_and_sources = {name.strip(): DISABLE for name in environment.get(DISABLE, "").split(",") if name.strip()}
    if config is not None:
        names_and_sources.update(dict.fromkeys(config.disable, config.source or "the configuration"))
    names_and_sources.update(dict.fromkeys(as_selectors(names), "the program"))
    return names_and_sources


T = TypeVar("T")


class Session(Loading):
    """Plugins, a configuration, and the functions that use them: load, validate, format, export.

    A session is isolated: it uses the plugins that ship with empact and those in ``plugins``, never other installed
    ones. :meth:`Session.installed` makes a session with all installed plugins; the functions of ``empact`` are the
    methods of such a session.

    >>> import empact, oap_c_2012
    >>> session = empact.Session(plugins=[oap_c_2012])
    >>> session.load("oap-c-2012").id, [plan.name for plan in session.bundled]
    ('C-2012', ['oap-c-2012'])

    Args:
        plugins: Modules, or other objects with hook implementations.
        disable: Names of plugins, or of their distributions, not to load.
        config: The configuration, or the path of its file; None is no configuration.

    Raises:
        ConfigError: The file is not a valid configuration.
        OSError: The file cannot be opened.
        TypeError: The plugins are a single module or a text.
    """

    def __init__(
        self,
        plugins: Iterable[object] = (),
        disable: str | Iterable[str] = (),
        config: Config | str | os.PathLike[str] | None = None,
    ) -> None:
        self._lock = threading.RLock()
        self._candidates: list[Candidate] = [*built_in(), *from_objects(plugins)]
        if config is not None:
            from empact.storage.configs import read_config

            config = read_config(config)
        self.config: Config | None = config
        self._disable = disabled(disable, self.config, {})

    @classmethod
    def installed(
        cls, disable: str | Iterable[str] = (), config: Config | str | os.PathLike[str] | None = None
    ) -> Session:
        """Make a session with the plugins that ship with empact and every installed one.

        Plugins named in the environment variable ``EMPACT_DISABLE``, separated by commas, are not loaded.
        """
        session = cls(config=config)
        session._candidates.extend(installed())
        session._disable = disabled(disable, session.config, os.environ)
        return session

    @once
    def workspace(self) -> Workspace:
        """The folders of ledgers and practices that the configuration names, with what can be done with them."""
        from empact.session.workspaces import Workspace

        return Workspace.of(self.config, self._plugins)

    @property
    def register(self) -> Register:
        """The known parties: those that ship with empact, and those that plugins provide."""
        return self.plugins.register

    @property
    def rules(self) -> tuple[Provided[Rule], ...]:
        """Every rule, each with the plugin that provides it, sorted by code."""
        return self.plugins.rules

    def rule(self, word: str) -> Provided[Rule]:
        """Return the rule with this code or name.

        >>> import empact
        >>> provided = empact.Session().rule("one-way-link")
        >>> provided.value.code, provided.origin
        ('OAP201', 'empact.rules')

        Raises:
            UnknownIdError: No rule has it; the message suggests the closest.
        """
        from empact.session.validating import find_rule

        return find_rule(self.rules, word)

    @property
    def documents(self) -> tuple[DocumentSpec, ...]:
        """The documents that can be exported, beside the plans themselves."""
        return self.plugins.documents

    @property
    def exporters(self) -> tuple[Exporter, ...]:
        """The exporters: the formats that plans and documents can be exported to."""
        return self.plugins.exporters

    @property
    def formatters(self) -> tuple[Formatter, ...]:
        """The formatters: the formats that findings can be printed in."""
        return self.plugins.formatters

    @property
    def result_kinds(self) -> tuple[ResultKind, ...]:
        """The kinds of result that :meth:`tree` and :meth:`schema` know, by name.

        Raises:
            PluginError: Those of a plugin cannot be imported.
        """
        from empact.session.trees import result_kinds

        return result_kinds(self.plugins)

    @once
    def plugins(self) -> SessionPlugins:
        """Every plugin, with its state (loaded, disabled, broken) and the reason; what else plugins provide."""
        from empact.session.plugins import SessionPlugins

        return SessionPlugins(self._plugins)

    @once
    def setup(self) -> Setup:
        """The plugins, the configuration and the workspace, which functions take instead of a session.

        :meta private:
        """
        from empact.session.plugins import Setup

        return Setup(plugins=self.plugins, config=self.config, workspace=self.workspace)

    def validate(  # noqa: PLR0913 - each is a separate option
        self,
        *plans: Plan | Portfolio,
        as_of: dt.date | None = None,
        select: str | Sequence[str] = (),
        ignore: str | Sequence[str] = (),
        severity: Mapping[str, Severity | str] | None = None,
        profile: str | None = None,
        records: Records | None = None,
        progress: Callable[[int, int], object] | None = None,
        executor: Executor | None = None,
        workers: int | None = None,
    ) -> Diagnostics:
        """Check plans together and return the findings.

        The profile applies first, then the configuration, then the arguments of this call. A layer with ``select``
        replaces the rules selected before it; a layer with only ``ignore`` removes rules from them.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> findings = empact.validate(plan, select=["one-way-link"])
        >>> len(findings), findings[0].place.subject, findings[0].message
        (4, 'C-2012:1.3', 'Action 1.3 links to action 2.1, which does not link back.')

        Args:
            plans: The plans, or portfolios of plans.
            as_of: The date of knowledge. Without it, nothing is late or expired.
            select: Selectors of the rules to run: codes, prefixes of codes, names, groups or plugins.
            ignore: Selectors of the rules not to run. The more specific selector wins.
            severity: Severities of findings, by selector.
            profile: The profile to start from; without it, the profile of the configuration, if any.
            records: What is recorded about the plans, such as ``empact.records("records")`` or
                ``session.workspace.records``. None is none.
            progress: A function that is called after each rule on each plan, with the number of steps that are done
                and of all steps. It may raise an exception to stop the validation.
            executor: Runs the rules about one plan in its workers, such as a ``ProcessPoolExecutor``. The rules about
                the portfolio run here meanwhile. The findings are the same, in the same order.
            workers: The number of workers of the executor. By default the size of a pool of Python; for another
                executor, the number of processors of this machine.

        Raises:
            UnknownIdError: A selector matches no rule, or no plugin provides the profile.
            ConfigError: A selector names a built-in code, which is always reported; the configuration sets an option
                that a rule does not have or allow; or the configured file of answers does not exist.
            ExecutorError: A worker stopped, or cannot load a rule or a plan.
        """
        from empact.session.contexts import as_portfolio, as_records
        from empact.session.validating import RuleSelection, validate

        with collector_paused():
            asked = RuleSelection.of_call(select, ignore, severity or {})
            portfolio = as_portfolio("validate()", plans, as_of)
            beside = None
            if executor is not None or workers is not None:
                from empact.validation.workers import Workers  # most validations have none

                beside = Workers.of(executor, workers)
            return validate(self.setup, portfolio, asked, profile, as_records(records), as_of, progress, beside)

    @overload
    def context(  # type: ignore[overload-overlap]  # one plan alone has a context of its own
        self, plan: Plan, /, *, as_of: dt.date | None = None, records: Records | None = None
    ) -> PlanContext: ...
    @overload
    def context(
        self, *plans: Plan | Portfolio, as_of: dt.date | None = None, records: Records | None = None
    ) -> PortfolioContext: ...
    def context(
        self, *plans: Plan | Portfolio, as_of: dt.date | None = None, records: Records | None = None
    ) -> PlanContext | PortfolioContext:
        """Return the context of a plan, or of several, which answers questions such as ``context.workload()``.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> context = empact.context(plan)
        >>> [task.action.number for task in context.tasking("HU").tasks][:2]
        ['2.2', '5.2']

        Args:
            plans: One plan gives a :class:`~empact.analysis.PlanContext`. A portfolio, or several plans, give a
                :class:`~empact.analysis.PortfolioContext`.
            as_of: The date of knowledge: later entries of the ledger and later reports are ignored.
            records: What is recorded about the plans, as in :func:`empact.validate`.

        Raises:
            PlanReadError: A file of the records is not valid; the exception holds every problem with its place.
        """
        from empact.session.contexts import context_of

        return context_of(self.setup, plans, records, as_of)

    def parse(
        self,
        text: str,
        column: str,
        *,
        plan: Plan | None = None,
        action: Action | str | None = None,
        as_of: dt.date | None = None,
    ) -> ParsedCell:
        """Return what a text means as a cell of an action, what is in doubt, and the nearest clear wordings.

        It is read as if it stood in the plan: parties are resolved at the time of the action, or else of the plan, and
        links in the plan; the rules of the session check it. Without a plan, the text alone is read: groups have no
        members then, and links lead nowhere.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> cell = empact.parse("All MS except DK and Europol", "participants", plan=plan)
        >>> cell.understood, [doubt.words for doubt in cell.doubts]
        (False, ['and Europol'])
        >>> [wording.meaning.text for wording in cell.wordings]
        ['All MS except DK, Europol', 'All MS (except: DK, Europol)']

        Args:
            text: The text.
            column: The column: ``leaders``, ``participants``, ``links``, ``links/goals``, ``links/actions``,
                ``timing``, ``target`` or ``kpis``.
            plan: The plan that it is for.
            action: The action of the plan in whose place it is read; by default a new action without other cells.
            as_of: The date of knowledge.

        Raises:
            UnknownIdError: There is no such column, or the plan has no such action.
            ValueError: The text is empty or longer than any cell, or an action is named without a plan.
        """
        from empact.session.parsing import parse_cell

        with collector_paused():
            return parse_cell(self.setup, text, column, plan, action, as_of)

    def import_plan(
        self, source: Readable, *, format: str | None = None, options: Mapping[str, object] = FrozenMap()
    ) -> ImportedPlan:
        """Read a draft of a plan from a document, with the place and the words from which each value was read.

        Args:
            source: The document: a path, or an open file.
            format: The name of the reader; without it, the suffix of the file decides.
            options: Options of the reader, such as ``{"layout": "columns.toml", "accept": True}``.

        Raises:
            PlanReadError: The document has no plan, or shows changes that the options do not settle.
            Exception: The same as those of :meth:`Session.read`.
        """
        from empact.session.importing import imported_plan

        with collector_paused():
            return imported_plan(self.setup, self.read(source, format=format, options=options), options)

    def diff(self, old: Plan, new: Plan, *, as_of: dt.date | None = None) -> Diff:
        """Return what changed from one revision of a plan to the next: see :func:`empact.analysis.diff`.

        >>> import attrs, empact
        >>> old = empact.load("oap-c-2012")
        >>> action = attrs.evolve(old.action("1.1"), leaders=empact.parse_parties("Frontex, Europol, IT"))
        >>> new = attrs.evolve(old, actions=(action, *old.actions[1:]))
        >>> [(part.after, part.meant[0].text) for part in empact.diff(old, new).actions]
        [('1.1', 'leader added: IT')]

        Args:
            old: The plan as it was.
            new: The plan as it is now.
            as_of: The date of knowledge, by which the marking is known.
        """
        from empact.analysis import diff
        from empact.arguments import check_type
        from empact.model import Plan
        from empact.model.plan import write_plan

        for which, plan in (("old", old), ("new", new)):
            check_type(f"The {which} plan", "a plan", Plan, plan, write_plan)
        return diff(self.context(old, new, as_of=as_of))

    def records(  # noqa: PLR0913 - each is a kind of records
        self,
        folder: str | os.PathLike[str] | None = None,
        *,
        ledger: LedgerSource = None,
        reports: ReportSource = None,
        operations: OperationSource = None,
        kpis: KpiSource = None,
        seals: SealSource = None,
        practices: PracticeSource = None,
        mappings: MappingSource = None,
        plans: Iterable[Plan] = (),
    ) -> Records:
        """Read what is recorded about plans, for ``records=`` of other calls.

        ``records("records")`` reads a workspace: its folders ``ledger``, ``reports``, ``operations``, ``kpis``,
        ``seals``, ``practice`` and ``mappings``; a kind without a folder is not read. ``session.workspace.records`` is
        what the configuration names. A keyword reads one kind from another folder, or takes what a program has made.

        >>> import empact
        >>> empact.records().ledger is None
        True

        Args:
            folder: The folder of a workspace.
            ledger: A ledger, several, or a folder with the entries.
            reports: The reports of a plan, of several, or a folder.
            operations: Operations, or a folder.
            kpis: A KPI register, several, or a folder.
            seals: The seals of a plan, of several, or a folder.
            practices: Practices, or a folder.
            mappings: The mappings of a plan, of several, or a folder: the other records are read through them.
            plans: The plans that are known, with their markings: errors about files of other plans, and of those that
                have a marking, do not quote them.

        Raises:
            ConfigError: The folder has no folder of records.
            OSError: A folder cannot be listed, or a file in it cannot be opened.
        """
        given = {
            "ledger": ledger,
            "reports": reports,
            "operations": operations,
            "kpis": kpis,
            "seals": seals,
            "practices": practices,
            "mappings": mappings,
        }
        workspace = self.workspace.moved(folder)
        return workspace.read_records(given=given, plans=plans)

    def confirmations(  # noqa: PLR0913 - each is a separate part of the call
        self,
        plan: Plan,
        *sources: Readable,
        ledger: str | os.PathLike[str] | None = None,
        add: bool = False,
        create: bool = False,
        marking: str | None = None,
        accept_text: bool = False,
        format: str | None = None,
    ) -> Confirmations:
        """Return what tasking sheets that came back say, as entries for the ledger, and add them with ``add``.

        A file with a problem is refused as a whole, and listed with all its problems; the others are taken. What the
        ledger says already is not proposed again, so it is safe to repeat a call. Each file of which entries are added
        is kept unchanged in the folder ``received`` beside the ledger.

        Args:
            plan: The plan that the sheets are about.
            sources: The files, and folders with files.
            ledger: The folder of the ledger; by default that of the workspace.
            add: Whether the entries are added.
            create: Whether the folder or the workspace is created if it is missing.
            marking: The marking of the entries; by default that of the plan.
            accept_text: Whether a sheet is taken though it has an e-mail address, a telephone number or an IBAN.
            format: The name of the reader; without it, the suffix of each file decides.

        Raises:
            ConfigError: No folder is named, and no workspace is configured, or it does not exist.
            PlanReadError: The ledger is not complete, or an entry was changed.
            OSError: A file cannot be written. The same call adds the rest later.
        """
        from empact.session.confirming import confirmations

        return confirmations(
            self,
            plan,
            sources,
            ledger,
            add=add,
            create=create,
            marking=marking,
            accept_text=accept_text,
            format=format,
        )

    def inbox(
        self,
        plan: Plan,
        *sources: Readable,
        records: Records | None = None,
        reports: str | os.PathLike[str] | None = None,
    ) -> tuple[InboxFile, ...]:
        """Return what each file of an inbox of reports would be if it were added now, for ``round_state(inbox=...)``.

        Nothing is written.

        Args:
            plan: The plan that the reports are about.
            sources: The files, and folders with files; an open file is YAML.
            records: The records that are there: a report is judged with all of them. None is none.
            reports: The folder of the reports; by default that of the workspace.

        Raises:
            ConfigError: No folder is named, and no workspace is configured.
            PlanReadError: The records are not complete, or one was changed.
        """
        from pathlib import Path

        from empact.arguments import check_type
        from empact.session.contexts import as_records
        from empact.session.inboxes import Inbox

        check_type("The reports", "a folder or None", (str, os.PathLike, type(None)), reports)
        folder, known = None if reports is None else Path(reports), as_records(records)
        return Inbox(self, self.context(plan, records=known), known, folder).read(sources)

    def format(  # noqa: PLR0913 - each is a separate option
        self,
        diagnostics: Iterable[Diagnostic],
        to: str,
        *sources: Formattable,
        as_of: dt.date | None = None,
        show: Severity | None = None,
        width: int = 100,
        colour: bool = False,
        marking: str | None = None,
        release: str | None = None,
        **options: object,
    ) -> str:
        """Format findings with a formatter, such as ``text`` or ``json``.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> session = empact.default_session()
        >>> findings = session.validate(plan, select=["leader-also-participant"])
        >>> print(session.format(findings, "concise", plan).splitlines()[0])
        No errors and no warnings in C-2012.

        Args:
            diagnostics: The findings, in the order of the output.
            to: The name of the formatter.
            sources: The plans that were checked, or their readings (a reading has the lines of an invalid file too).
            as_of: The date of knowledge with which the plans were checked.
            show: The lowest severity to list; without it, the formatter decides.
            width: The width of the output in characters, at least 20, for formatters that wrap lines.
            colour: Whether the output may contain colour codes for terminals.
            marking: A level to which the marking of the output is raised, as in :meth:`export`.
            release: The level of the release, as in :meth:`export`.
            options: Options of the formatter.

        Raises:
            UnknownFormatError: No formatter has this name.
            TypeError: An option is unknown or missing, or its value has the wrong type.
            ValueError: The value of an option is not allowed, or the width is below 20.
            MarkingError: The marking of the output is above ``marking``.
            ReleaseError: The marking of the output is above ``release``.
            PluginError: The formatter stops with an error, or does not return a string.
        """
        from empact.options import option_values
        from empact.session.formatting import find_formatter, format_findings

        formatter = find_formatter(self.plugins, to)
        values = option_values(formatter.options, options)
        settings = {"show": show, "width": width, "colour": colour, "options": values, "raised_to": marking}
        return format_findings(self.setup, formatter, diagnostics, sources, as_of, release=release, **settings)

    @overload
    def export(
        self,
        *plans: Plan | Portfolio,
        to: str,
        document: str = "plan",
        path: None = None,
        as_of: dt.date | None = None,
        records: Records | None = None,
        release: str | None = None,
        marking: str | None = None,
        language: str = "en",
        **options: object,
    ) -> bytes: ...
    @overload
    def export(
        self,
        *plans: Plan | Portfolio,
        to: str,
        document: str = "plan",
        path: str | os.PathLike[str],
        as_of: dt.date | None = None,
        records: Records | None = None,
        release: str | None = None,
        marking: str | None = None,
        language: str = "en",
        **options: object,
    ) -> None: ...
    def export(  # noqa: PLR0913 - each is a separate option
        self,
        *plans: Plan | Portfolio,
        to: str,
        document: str = "plan",
        path: str | os.PathLike[str] | None = None,
        as_of: dt.date | None = None,
        records: Records | None = None,
        release: str | None = None,
        marking: str | None = None,
        language: str = "en",
        **options: object,
    ) -> bytes | None:
        """Export plans, or a document about them: write it to ``path``, or, without a path, return the bytes.

        A file is replaced in one step, or not at all. Several files need a folder as path; a path that ends in a
        separator is one. A missing folder is created.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> empact.export(plan, to="json").decode().splitlines()[1]
        '  "empact": "plan/1",'
        >>> print(empact.export(plan, to="text", document="tasking", party="HU").decode().splitlines()[2])
        Tasking of HU (Hungary): Operational Action Plan 2012: Priority Crime Area C:

        Args:
            plans: The plans, or portfolios of plans.
            to: The name of the exporter.
            document: The name of the document. ``plan`` is the plan sheet, or the plan itself in formats of plans.
            path: The file or folder to write.
            as_of: The date of knowledge.
            records: What is recorded about the plans, as in :func:`empact.validate`. Each document uses the kinds
                that it declares.
            marking: A level to which the marking of the output is raised, such as ``"EU RESTRICTED"``; nothing lowers
                a marking.
            release: The level of the release, such as ``"LIMITE"``, ``"EU RESTRICTED"``, ``"DE:GEHEIM"`` or
                ``"public"``: nothing is written if the marking of a plan is above it on the day ``as_of``.
            language: The code of an official language of the Union. The names of states are in this language, and the
                fixed words of documents too if it is English, French or German. The text of a plan stays as it is.
            options: Options of the document and of the exporter.

        Raises:
            UnknownFormatError: No exporter has this name, or none of this name can write the document.
            UnknownIdError: There is no such document, level or language.
            ReleaseError: The marking of a plan, or of a record, is above the level of the release.
            MarkingError: The marking of the output is above ``marking``.
            TypeError: An option is unknown or missing, or its value has the wrong type.
            ValueError: The value of an option is not allowed.
            ExportError: The exporter or the document stops with an error, ``path`` has the suffix of another format, or
                it must be a folder.
            PlanReadError: A file of the records is needed and not valid.
            OSError: A file cannot be written.
        """
        from empact.session.contexts import as_portfolio, as_records
        from empact.session.export_paths import check_path
        from empact.session.exporting import Export, choose, deliver

        portfolio = as_portfolio("export()", plans, as_of)
        read = as_records(records).of_kinds
        export = Export(self.setup, portfolio, read, as_of, release, language, raised_to=marking)
        choice = choose(self.plugins, to, document)
        check_path(self.plugins, to, document, path)
        return deliver(export.artifacts(choice, options), to, path)

    def tree(self, value: object, *, marking: str | None = None) -> dict[str, Any]:
        """Convert a result, a plan, or the content of a file of another kind, to plain data: dicts, lists, strings.

        The tree of a result, such as a :class:`~empact.analysis.Workload`, is what its command prints as JSON: the
        format, the marking, the plans and the date of knowledge, and then the fields of the class.

        The keys of a plan are those of the file. A cell is a string or a list if that loses nothing, as a person would
        write it; the export of a plan to JSON always writes the object.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> session = empact.default_session()
        >>> tree = session.tree(empact.context(plan).governance())
        >>> tree["empact"], tree["marking"], tree["plans"][0]["id"]
        ('governance/1', 'RESTREINT UE/EU RESTRICTED', 'C-2012')

        Args:
            value: The result, the plan or the content of a file.
            marking: A level to which the marking of a result is raised, as in :meth:`export`.

        Raises:
            TypeError: The value is neither a result nor the content of a file.
            MarkingError: The marking of the result is above ``marking``.
        """
        from empact.session.trees import tree_of

        return tree_of(self.plugins, value, marking)

    def schema(self, *, of: type[Any] | str | None = None) -> bytes:
        """Return the JSON Schema (2020-12) of a kind of file or of a result.

        That of a file has the known parties, and the data of extensions.

        >>> import empact, json
        >>> json.loads(empact.default_session().schema())["title"]
        'Operational action plan'

        Args:
            of: The class of the content of a file, such as ``Plan`` (the default), or that of a result, such as
                ``Workload``; or the name of one of these, as in ``empact schema --of NAME``.

        Raises:
            TypeError: There is no kind of file or result for this class.
            UnknownIdError: There is no such name.
        """
        from empact.session.trees import schema_of

        return schema_of(self.plugins, of)


_LOCK = threading.Lock()


def default_session() -> Session:
    """Return the session behind the functions of ``empact``: all installed plugins, created on first use.

    >>> import empact
    >>> empact.default_session() is empact.default_session()
    True
    """
    with _LOCK:  # the cache alone would make one for each thread that asks before the first is ready
        return installed_session()


@functools.cache
def installed_session() -> Session:
    """Return the session of :func:`default_session`; a test clears the cache after it has installed a plugin."""
    return Session.installed()
