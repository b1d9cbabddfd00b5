"""The session: plugins, rules and files tied together."""

from __future__ import annotations

import datetime as dt
import functools
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, overload

from empact.analysis import (
    LEAST,
    Dossier,
    Overlap,
    Portfolio,
    WithdrawalImpact,
    absences,
    exclusion,
    impact_of_leaving,
    known_party,
    overlaps,
)
from empact.arguments import check_date, check_text, check_type, wrong_type
from empact.config import Config
from empact.diagnostics import Diagnostic, Diagnostics, Severity
from empact.errors import ExportError, PlanReadError, UnknownIdError
from empact.hooks import (
    BundledPlan,
    Command,
    Exporter,
    Formatter,
    PluginInfo,
    Profile,
)
from empact.hooks.discovery import Candidate, built_in, handed_over, installed
from empact.hooks.registry import Plugins, named
from empact.model import Answers, EntryContent, Extension, Ledger, LedgerEntry, Plan, Practice
from empact.reference import Register
from empact.serde import files as serde_files
from empact.serde.kinds import ENTRY, PRACTICE, FileKind, kind_in, kind_of
from empact.session.exporting import made
from empact.session.formatting import Reportable, format_findings
from empact.session.selecting import RuleSelection, choose, disabled, unknown_words
from empact.storage.answers import answers_file
from empact.storage.configs import read_config
from empact.storage.ledgers import LedgerReading, read_ledger, read_ledgers, write_entry
from empact.storage.practices import read_practices, write_practice
from empact.storage.reading import Reading, Readings, leniently, read_content
from empact.storage.sources import FolderFile, Readable, content, files
from empact.storage.writing import replace, write
from empact.validation import Provided, Rule, run
from empact.validation.overlapping import Overlapping
from empact.validation.profiles import as_severities
from empact.validation.selectors import as_selectors
from empact.validation.waivers import unused, waive

T = TypeVar("T")
LedgerSource = Ledger | Iterable[Ledger] | LedgerReading | str | os.PathLike[str] | None
"""What is recorded about plans: a ledger, several, a reading, or a folder; None is that of the workspace, if any."""


class Session:
    """Plugins, and all that can be done with them.

    A session is isolated: it knows the plugins that ship with empact and those handed over, never what else happens
    to be installed; :meth:`Session.installed` makes one that does. The functions of ``empact`` are the methods of such
    a one.

    Args:
        plugins: Modules, or other objects with hook implementations.
        disable: Names of plugins or of their distributions that are not to be loaded.
        config: What the project has settled, or the file that says so; None is no configuration at all.

    Raises:
        ConfigError: The file cannot be used.
        TypeError: The plugins are a single module or a text.
    """

    def __init__(
        self,
        plugins: Iterable[object] = (),
        disable: str | Iterable[str] = (),
        config: Config | str | os.PathLike[str] | None = None,
    ) -> None:
        check_type("plugins", "a list of modules or objects", Iterable, plugins)
        if isinstance(plugins, str):
            raise wrong_type("plugins", "a list of modules or objects", plugins)
        self._candidates: list[Candidate] = [*built_in(), *map(handed_over, plugins)]
        self.config = config if config is None or isinstance(config, Config) else read_config(config)
        self._disable = disabled(disable, self.config, {})

    @classmethod
    def installed(
        cls, disable: str | Iterable[str] = (), config: Config | str | os.PathLike[str] | None = None
    ) -> Session:
        """A session that knows, beside the plugins that ship with empact, every installed one.

        It leaves out those that the environment variable ``EMPACT_DISABLE`` names, separated by commas.
        """
        session = cls(config=config)
        session._candidates.extend(installed())
        session._disable = disabled(disable, session.config, os.environ)
        return session

    @cached_property
    def _plugins(self) -> Plugins:
        return Plugins(self._candidates, self._disable)

    @property
    def extensions(self) -> tuple[Extension[Any], ...]:
        """The typed data that plugins add to plans, goals and actions."""
        return self._plugins.extensions

    @property
    def register(self) -> Register:
        """Who is who: the parties that empact knows, and those that the plugins bring."""
        return self._plugins.register

    @property
    def rules(self) -> tuple[Provided[Rule], ...]:
        """Every rule, each with the plugin it comes from, in the order of the codes."""
        return tuple(sorted(self._plugins.rules, key=lambda provided: provided.value.code))

    def rule(self, word: str) -> Provided[Rule]:
        """The rule with this code or name.

        Raises:
            UnknownIdError: There is none; the message names the closest.
        """
        check_text("The code or name of a rule", word)
        words = {word: provided for provided in self.rules for word in (provided.value.code, provided.value.name)}
        try:
            return words[word]
        except KeyError:
            raise UnknownIdError("Rule", word, words) from None

    @property
    def bundled(self) -> tuple[BundledPlan, ...]:
        """The plans that the plugins bring along."""
        return tuple(provided.value for provided in self._plugins.plans)

    @property
    def exporters(self) -> tuple[Exporter, ...]:
        """The formats that plans can be exported to."""
        return tuple(provided.value for provided in self._plugins.exporters)

    @property
    def formatters(self) -> tuple[Formatter, ...]:
        """The forms in which findings can be told."""
        return tuple(provided.value for provided in self._plugins.formatters)

    @property
    def plugins(self) -> tuple[PluginInfo, ...]:
        """Every plugin, with what became of it and why."""
        return self._plugins.infos

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """The profiles that the plugins bring along."""
        return tuple(provided.value for provided in self._plugins.profiles)

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands that the plugins add to the command line."""
        return tuple(provided.value for provided in self._plugins.commands)

    @property
    def plugin_diagnostics(self) -> Diagnostics:
        """What the plugins did wrong: loading, answering, or bringing what another has brought before."""
        return self._plugins.diagnostics

    @overload
    def read(self, source: Readable, *, format: str | None = None) -> Reading[Plan]: ...
    @overload
    def read(self, source: Readable, kind: type[T], *, format: str | None = None) -> Reading[T]: ...
    def read(self, source: Readable, kind: type[Any] = Plan, *, format: str | None = None) -> Reading[Any]:
        """Read a plan without raising for its content: what is wrong with it stands in the diagnostics.

        A string without separator or suffix is the name of a bundled plan; any other string, and a path, is a file.
        With ``kind``, read a file of another kind: an entry of a ledger, a practice, or answers to possible overlaps.

        Raises:
            OSError: The file cannot be opened.
            UnknownIdError: No bundled plan has this name.
            UnknownFormatError: No reader is called like the format, or reads files with this suffix.
            TypeError: No file holds such a thing.
        """
        reading = self._read(source, kind_of(kind), format)
        return leniently(reading, kind_of(kind)) if isinstance(source, FolderFile) else reading

    def _read(self, source: Readable, kind: FileKind[T], format: str | None) -> Reading[T]:
        name, data, suffix = content(source, self.bundled if kind.cls is Plan else ())
        return read_content(name, data, self._plugins.reader(format, suffix), kind, self.extensions)

    def files(self, *sources: Readable) -> tuple[Readable, ...]:
        """The sources, with the files of a folder in its place: those in a known format, by name, not its folders.

        Each can be read. One that came from a folder and is no empact document at all gives no plan and a warning.

        Raises:
            OSError: A folder cannot be listed.
        """
        return tuple(file for source in sources for file in files(source, self._plugins.suffixes))

    def portfolio(self, *sources: Readable) -> Portfolio:
        """Read the plans of several sources, to look at them together: folders, files and bundled plans, in order.

        Files of a folder that are not empact documents are skipped; :meth:`Session.files` and :meth:`Session.read`
        list them.

        Raises:
            PlanReadError: A file gives no plan; the exception holds every problem of every file.
            OSError: A file cannot be opened.
            UnknownIdError: No bundled plan has this name.
            UnknownFormatError: No reader reads files with this suffix.
        """
        return Portfolio(Readings(tuple(self.read(file) for file in self.files(*sources))).entire.values)

    @overload
    def load(self, source: Readable, *, format: str | None = None) -> Plan: ...
    @overload
    def load(self, source: Readable, kind: type[T], *, format: str | None = None) -> T: ...
    def load(self, source: Readable, kind: type[Any] = Plan, *, format: str | None = None) -> Any:
        """Read a plan; see :meth:`Session.read` for what a source can be.

        With ``kind``, read a file of another kind: an entry of a ledger, a practice, or answers to possible overlaps.

        Raises:
            PlanReadError: The file gives none; the exception holds every problem with its place.
            TypeError: No file holds such a thing.
        """
        return _value(self._read(source, kind_of(kind), format))

    @overload
    def loads(self, text: str, *, format: str) -> Plan: ...
    @overload
    def loads(self, text: str, *, format: str, kind: type[T]) -> T: ...
    def loads(self, text: str, *, format: str, kind: type[Any] = Plan) -> Any:
        """Read a plan, or what ``kind`` says, from a text in the format that is named, as :meth:`Session.load` does."""
        check_text("The text of a plan", text)
        data = text.encode("utf-8", "surrogatepass")
        return _value(read_content("<text>", data, self._plugins.reader(format, ""), kind_of(kind), self.extensions))

    def validate(  # noqa: PLR0913 - each is a choice of its own
        self,
        *plans: Plan | Portfolio,
        as_of: dt.date | None = None,
        select: str | Sequence[str] = (),
        ignore: str | Sequence[str] = (),
        severity: Mapping[str, Severity | str] | None = None,
        profile: str | None = None,
        ledger: LedgerSource = None,
    ) -> Diagnostics:
        """Check plans together; ``as_of`` is the date of knowledge, without which nothing is late or expired.

        ``ledger`` holds what is recorded about the plans: a ledger, several, what :meth:`Session.read_ledgers` gave, or
        the folder they lie in; without it, that of the workspace that the configuration names, and ``()`` is none.

        ``select`` and ``ignore`` name rules by code, beginning of a code, name, group or plugin; the more specific
        one wins. ``severity`` says by such words how bad findings are here. The choice starts from a profile, where
        one is named here or in the configuration; then the configuration has its say, then these arguments: whoever
        selects replaces what was chosen before, whoever only ignores takes away from it.

        Raises:
            UnknownIdError: A selector names no rule, or no plugin brings the profile.
            ConfigError: A selector names what empact itself tells, which is always told.
            OSError: The folder of the ledger cannot be listed, or a file of it cannot be opened.
        """
        together = _together("validate()", plans)
        check_date("as_of", as_of)
        rules, config = self.rules, self.config or Config()
        asked = RuleSelection(
            select=as_selectors(select), ignore=as_selectors(ignore), severity=as_severities(severity or {})
        )
        asked.check(rules)
        layers = [*self._profile_choice(profile), RuleSelection.of(config).known(rules), asked]
        running = choose(rules, layers)
        answered, recorded = self._answers, self._recorded(ledger)
        known = None if answered is None else answered.value
        overlapping = Overlapping(together, self.register, known, recorded.ledgers, as_of)
        found = run(
            together,
            running,
            as_of=as_of,
            register=self.register,
            overlapping=overlapping,
            extensions=self.extensions,
            ledgers=recorded.ledgers,
            thresholds=config.exclusion,
        )
        told = waive(found, config.waive, as_of=as_of, file=config.source)
        idle = unused(config.waive, found, together, running, file=config.source)
        unknown = unknown_words(config, rules, (one.name for one in self.profiles))
        of_answers = Diagnostics((*(() if answered is None else answered.diagnostics), *overlapping.idle()))
        return recorded.diagnostics + told + idle + of_answers + unknown + self.plugin_diagnostics

    @cached_property
    def _answers(self) -> Reading[Answers] | None:
        """The answers that the configuration names."""
        path = answers_file(self.config)
        return None if path is None else self.read(path, Answers)

    @property
    def answers(self) -> Answers:
        """The answers to possible overlaps that the configuration names; none where it names no file.

        Raises:
            ConfigError: There is no such file.
            PlanReadError: It cannot be used; the exception holds every problem with its place.
        """
        return Answers() if self._answers is None else _value(self._answers)

    def overlaps(
        self,
        *plans: Plan | Portfolio,
        least: float = LEAST,
        answers: Answers | None = None,
        spelling: bool = False,
        ledger: LedgerSource = None,
    ) -> tuple[Overlap, ...]:
        """The actions of plans that may overlap, the likeliest first: see :func:`empact.analysis.overlaps`.

        ``answers`` take the place of those that the configuration names. ``ledger`` holds what is recorded about the
        plans, as in :meth:`Session.validate`.

        Raises:
            MissingExtraError: ``spelling`` is asked for, and rapidfuzz is not installed.
            PlanReadError: An entry of the folder cannot be read; the exception holds every problem with its place.
            OSError: The folder cannot be listed, or a file of it cannot be opened.
        """
        known = (self.answers if answers is None else answers).answers
        return overlaps(
            _together("overlaps()", plans),
            self.register,
            least=least,
            answers=known,
            spelling=spelling,
            ledgers=self._recorded(ledger).entire.ledgers,
        )

    def _recorded(self, ledger: LedgerSource) -> LedgerReading:
        if isinstance(ledger, LedgerReading):
            return ledger
        if ledger is None or isinstance(ledger, (str, os.PathLike)):
            return self.read_ledgers(ledger)
        check_type("The ledger", "a Ledger, several, a reading or a folder", Iterable, ledger)
        ledgers = (ledger,) if isinstance(ledger, Ledger) else tuple(ledger)
        for one in ledgers:
            check_type("Each ledger", "a Ledger", Ledger, one)
        return LedgerReading(ledgers=ledgers)

    def _ledger(self, ledger: LedgerSource, plan: Plan) -> Ledger:
        """The ledger of a plan, out of what is handed over; one of another plan is a mistake."""
        if isinstance(ledger, Ledger) and ledger.plan != plan.id:
            message = f"The ledger is about {ledger.plan}, and the plan is {plan.id}."
            raise ValueError(message)
        return self._recorded(ledger).entire.of(plan.id)

    def read_ledgers(self, folder: str | os.PathLike[str] | None = None) -> LedgerReading:
        """Read the entries of a folder, and of the folders in it, without raising for their content.

        Without a folder it is that of the workspace; where there is none, nothing is recorded.

        Raises:
            OSError: The folder cannot be listed, or a file of it cannot be opened.
        """
        place = self._there(folder, ENTRY)
        return LedgerReading() if place is None else read_ledgers(place, self._plugins)

    def ledger(self, folder: str | os.PathLike[str], plan: str) -> Ledger:
        """What a folder records about a plan, told by its id.

        Raises:
            PlanReadError: An entry cannot be read; the exception holds every problem with its place.
            OSError: The folder cannot be listed, or a file of it cannot be opened.
        """
        return read_ledger(Path(folder), plan, self._plugins)

    def add_entry(self, folder: str | os.PathLike[str], entry: EntryContent) -> LedgerEntry:
        """Write an entry into a folder, as a file of its own behind the newest ones about its plan.

        It lies in a folder of its plan inside the folder; both are made where they are missing. Nothing that is there
        is changed. A file of the folder that gives no entry is skipped. Where the very same is recorded already,
        but for what it follows, nothing is written, and the record that is there is given back. Whether the plan has
        the actions, and the register the parties, is not looked at; a rule tells that.

        Raises:
            UnknownIdError: The entry refers to one that the ledger does not have.
            EntryError: The entry refers to one that is dated later, or corrects a decision.
            ExportError: The entry would not be read again as it is, and nothing is written.
            OSError: A file of the folder cannot be opened, or the new one not be written. Then nothing of it is there.
        """
        return write_entry(Path(folder), entry, self._plugins)

    @property
    def workspace(self) -> Path | None:
        """The folder with ledgers and practices that the configuration names: relative to its file."""
        if self.config is None or self.config.workspace is None:
            return None
        return Path(self.config.source or "").parent / self.config.workspace

    def workspace_folder(self, part: str) -> Path | None:
        """The folder of a kind of file in the workspace, whether it exists or not: ``ledger`` or ``practice``.

        Below the current folder, the path is relative to it. None without a workspace.

        Raises:
            UnknownIdError: A workspace has no folder of this name.
        """
        return self._place(kind_in(part))

    def _place(self, kind: FileKind[Any]) -> Path | None:
        if self.workspace is None or kind.folder is None:
            return None
        place = self.workspace / kind.folder
        return place.relative_to(Path.cwd()) if place.is_relative_to(Path.cwd()) else place

    def _there(self, folder: str | os.PathLike[str] | None, kind: FileKind[Any]) -> Path | None:
        """The folder that a call names, or that of the workspace; None where nothing has been recorded in that one."""
        if folder is not None:
            return Path(folder)
        place = self._place(kind)
        return place if place is not None and os.path.lexists(place) else None

    def practices(self, folder: str | os.PathLike[str] | None = None) -> tuple[Practice, ...]:
        """The practices that a folder holds, in the order of their days; without a folder, those of the workspace.

        Raises:
            PlanReadError: A file gives no practice; the exception holds every problem with its place.
            OSError: The folder cannot be listed, or a file of it cannot be opened.
        """
        place = self._there(folder, PRACTICE)
        return () if place is None else read_practices(place, self._plugins)

    def add_practice(self, folder: str | os.PathLike[str], practice: Practice) -> Path:
        """Write a practice into a folder, as a file of its own that is named after its day and title; the file.

        Raises:
            FileExistsError: There is such a file; it stays as it is.
            OSError: The file cannot be written. Then nothing of it is there.
            ExportError: It would not be read again as it is, and nothing is written.
        """
        return write_practice(Path(folder), practice, self._plugins)

    def exclusion(self, plan: Plan, ledger: LedgerSource, party: str, as_of: dt.date) -> Dossier:
        """What is recorded about a party under the exclusion clause (plan section 5.3), as known at the end of a day.

        The ledger, given as in :meth:`Session.validate`, is sorted by the three conditions of the clause: what speaks
        for each, what against it, and what is missing. Nothing is decided.

        Raises:
            UnknownIdError: The register knows nobody by this name.
            ValueError: The ledger is that of another plan.
            PlanReadError: An entry of the folder cannot be read.
            OSError: The folder cannot be listed, or a file of it cannot be opened.
        """
        _check_plan("exclusion()", plan)
        check_text("The party", party)
        check_date("as_of", as_of)
        known = self._ledger(ledger, plan)
        thresholds = None if self.config is None else self.config.exclusion
        return exclusion(plan, known, party, as_of, register=self.register, thresholds=thresholds)

    def impact_of_leaving(
        self, plan: Plan, party: str, *, on: dt.date, ledger: LedgerSource = None
    ) -> WithdrawalImpact:
        """What a plan would be without a party from a day on; those whom the ledger excludes by then are away already.

        The ledger is given as in :meth:`Session.validate`.

        Raises:
            UnknownIdError: The register knows nobody by this name.
            ValueError: The ledger is that of another plan.
            PlanReadError: An entry of the folder cannot be read.
            OSError: The folder cannot be listed, or a file of it cannot be opened.
        """
        _check_plan("impact_of_leaving()", plan)
        check_text("The party", party)
        check_date("on", on)
        code = known_party(party, on, self.register).code
        away = absences(self._ledger(ledger, plan), self.register, as_of=on)
        return impact_of_leaving(plan, self.register, code, on=on, away=[one for one in away if one.party != code])

    def _profile_choice(self, name: str | None) -> list[RuleSelection]:
        """The choice of the profile that a call or the configuration names; a call may name only one that exists."""
        profiles = {one.name: one for one in self.profiles}
        if name is not None and name not in profiles:
            raise UnknownIdError("Profile", name, profiles)
        meant = name or (self.config.profile if self.config is not None else None)
        return [RuleSelection.of(profiles[meant]).known(self.rules)] if meant in profiles else []

    def format(  # noqa: PLR0913 - each is a choice of its own
        self,
        diagnostics: Iterable[Diagnostic],
        to: str,
        *sources: Reportable,
        as_of: dt.date | None = None,
        show: Severity | None = None,
        width: int = 100,
        colour: bool = False,
        **options: object,
    ) -> str:
        """Tell findings in the form of a formatter, such as ``text`` or ``json``.

        Args:
            diagnostics: The findings, in the order in which they are told.
            to: The name of the formatter.
            sources: What was checked; or the readings, where the lines of a file that gives nothing matter too.
            as_of: The date of knowledge with which the plans were checked.
            show: List nothing below this severity; without it, what the formatter sees fit.
            width: The columns to fill, for a report that people read.
            colour: Whether the report may hold the sequences by which a terminal shows colours.
            options: Further options, for formatters that know them.

        Raises:
            UnknownFormatError: No formatter has this name.
            PluginError: The formatter stops, or answers with something else than a text.
        """
        check_date("as_of", as_of)
        formatter = named(self._plugins.formatters, to, "Formatter")
        told = diagnostics if isinstance(diagnostics, Diagnostics) else Diagnostics(diagnostics)
        settings = {"as_of": as_of, "show": show, "width": width, "colour": colour, "options": options}
        return format_findings(formatter, told, sources, plugins=self.plugins, **settings)

    @overload
    def export(self, plan: Plan, to: str, path: None = None, **options: object) -> bytes: ...
    @overload
    def export(self, plan: Plan, to: str, path: str | os.PathLike[str], **options: object) -> None: ...
    def export(
        self, plan: Plan, to: str, path: str | os.PathLike[str] | None = None, **options: object
    ) -> bytes | None:
        """Write a plan in a format: into ``path``, or, without one, as the bytes that are returned.

        A file is replaced in one step, or not at all. An export of several files needs a folder as its path.

        Raises:
            UnknownFormatError: No exporter has this name.
            ExportError: The exporter gives no usable files.
        """
        _check_plan("export()", plan)
        check_text("The name of a format", to)
        artifacts = made(named(self._plugins.exporters, to, "Format"), plan, options, self.extensions)
        if path is not None:
            write(artifacts, to, Path(path))
            return None
        if len(artifacts) != 1:
            names = ", ".join(artifact.name for artifact in artifacts)
            message = f"The format {to!r} makes {len(artifacts)} files ({names}); name a folder as path."
            raise ExportError(message)
        return artifacts[0].data

    def tree(self, value: object) -> dict[str, Any]:
        """A plan, or the content of a file of another kind, as plain data: dicts, lists, strings, numbers.

        It has the keys of its file. A cell is a string or a list where that says the same, as a person would write it;
        the export of a plan to JSON always writes the object.

        Raises:
            TypeError: No file holds such a thing.
        """
        return serde_files.tree(value, kind_of(type(value)), compact=True)

    @overload
    def schema(self, path: None = None, *, of: type[Any] = Plan) -> bytes: ...
    @overload
    def schema(self, path: str | os.PathLike[str], *, of: type[Any] = Plan) -> None: ...
    def schema(self, path: str | os.PathLike[str] | None = None, *, of: type[Any] = Plan) -> bytes | None:
        """Write the JSON Schema (2020-12) of a format, with the known parties and the data of extensions.

        It is that of plans, or of another kind of file, by its class: ``Entry``, ``Practice``. As an export does it:
        into ``path``, or, without one, as the bytes that are returned.

        Raises:
            TypeError: No file holds such a thing.
        """
        from empact.serde.schema import json_schema, known_parties, schema_text

        data = schema_text(json_schema(known_parties(self.register), self.extensions, of=kind_of(of))).encode()
        if path is None:
            return data
        replace(Path(path).resolve(), data)
        return None


def _value(reading: Reading[T]) -> T:
    """The value of a reading; PlanReadError with every problem where there is none."""
    if reading.value is None:
        raise PlanReadError(reading.diagnostics)
    return reading.value


def _check_plan(call: str, plan: object) -> None:
    check_type(f"{call} takes", "a plan", Plan, plan, _write_plan)


def _write_plan(value: object) -> str | None:
    """Return what to write instead of something that is not a plan: a name, a list of plans, a reading."""
    if isinstance(value, str):
        return f"load({value!r})"
    if isinstance(value, (list, tuple)):
        return "*plans"
    return "its .value" if isinstance(value, Reading) else None


def _together(call: str, plans: Iterable[Plan | Portfolio]) -> Portfolio:
    for plan in plans:
        check_type(f"{call} takes", "plans", (Plan, Portfolio), plan, _write_plan)
    return Portfolio(tuple(plan for one in plans for plan in ((one,) if isinstance(one, Plan) else one.plans)))


@functools.cache
def default_session() -> Session:
    """The one session behind the functions of ``empact``: it knows every installed plugin, and is made on first use."""
    return Session.installed()
