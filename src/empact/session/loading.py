"""What a session reads: plans, other kinds of file, folders."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, overload

import attrs

from empact.arguments import check_text, check_type
from empact.collector import collector_paused
from empact.diagnostics import NOT_THE_REFERENCE_PLAN
from empact.hooks.registry import Plugins, once
from empact.model.frozen import FrozenMap

if TYPE_CHECKING:  # each method imports what it uses
    from empact.analysis import PlanContext, Portfolio
    from empact.analysis.forms.confirmations import PartReplies
    from empact.hooks import BundledPlan, Reader
    from empact.hooks.discovery import Candidate
    from empact.model import Plan, Report
    from empact.serde.kinds import FileKind
    from empact.storage.reading import Reading
    from empact.storage.sources import Readable

T = TypeVar("T")


class Loading:
    """Reads files with the readers of plugins: the part of a session that needs neither rules nor a workspace."""

    _candidates: list[Candidate]
    _disable: Mapping[str, str]

    @once
    def _plugins(self) -> Plugins:
        return Plugins(self._candidates, self._disable)

    @property
    def bundled(self) -> tuple[BundledPlan, ...]:
        """The bundled plans of the plugins."""
        return tuple(provided.value for provided in self._plugins.plans)

    @overload
    def read(
        self, source: Readable, *, format: str | None = None, options: Mapping[str, object] = FrozenMap()
    ) -> Reading[Plan]: ...
    @overload
    def read(
        self,
        source: Readable,
        kind: type[T],
        *,
        format: str | None = None,
        plans: Iterable[Plan] = (),
        options: Mapping[str, object] = FrozenMap(),
    ) -> Reading[T]: ...
    def read(
        self,
        source: Readable,
        kind: type[Any] | None = None,
        *,
        format: str | None = None,
        plans: Iterable[Plan] = (),
        options: Mapping[str, object] = FrozenMap(),
    ) -> Reading[Any]:
        """Read a plan; problems with its content are in the diagnostics and raise no exception.

        >>> import empact
        >>> reading = empact.default_session().read("oap-c-2012")
        >>> reading.value.id, len(reading.diagnostics)
        ('C-2012', 0)

        Args:
            source: A path, an open file, or a string. A string without separator or suffix is the name of a bundled
                plan; any other string is a path.
            kind: The class to read, for another kind of file: a ledger entry, a practice, or answers to possible
                overlaps.
            format: The name of the reader; without it, the suffix of the file decides.
            plans: The plans that a file of another kind is about, as far as they are known: errors quote it only if it
                is about these, and none of them has a marking.
            options: Options of the reader, such as ``{"layout": "columns.toml"}``.

        Raises:
            OSError: The file cannot be opened.
            UnknownIdError: No bundled plan has this name.
            UnknownFormatError: No reader has the name of the format, or reads files with this suffix.
            TypeError: There is no kind of file for this class, the reader has no such option, or a value of it has the
                wrong type.
            ValueError: An option does not allow a value.
        """
        from empact.serde.kinds import kind_of
        from empact.storage.reading import leniently
        from empact.storage.sources import FolderFile

        with collector_paused():
            reading = self._read(source, kind, format, plans=plans, options=options)
            return leniently(reading, kind_of(kind)) if isinstance(source, FolderFile) else reading

    def read_report(self, source: Readable, context: PlanContext, *, format: str | None = None) -> Reading[Report]:
        """Read a report about a plan, or a form that came back filled in; each problem has its line or its cell.

        A form is understood with the plan: each answer counts for the question that its key names. An answer that
        cannot be taken as it is, such as "ca. 20" for a number, is a problem, and the reading has no report.

        Args:
            source: A path or an open file.
            context: The context of the plan, with the reports that are there.
            format: The name of the reader; without it, the suffix of the file decides.

        Raises:
            OSError: The file cannot be opened.
            UnknownFormatError: No reader has the name of the format, or reads files with this suffix.
        """
        from empact.analysis.facts import check_plan_context
        from empact.model import Report, ReturnedForm
        from empact.serde.kinds import REPORT, RETURNED_FORM
        from empact.storage.reading import leniently
        from empact.storage.sources import FolderFile

        check_plan_context("Session.read_report()", context)
        with collector_paused():
            read: Reading[Any] = self._read(source, Report, format, plans=(context.plan,), also=(RETURNED_FORM,))
            if isinstance(read.value, ReturnedForm):
                from empact.session.forms import reported  # most reports are no forms

                read = reported(read, context)
            if read.diagnostics:
                from empact.diagnostics import Diagnostics
                from empact.grammar.personal_data import masked  # most reports can be read

                read = attrs.evolve(read, diagnostics=Diagnostics(map(masked, read.diagnostics)))
            return leniently(read, REPORT) if isinstance(source, FolderFile) else read

    def read_replies(
        self, source: Readable, context: PlanContext, *, format: str | None = None
    ) -> Reading[PartReplies]:
        """Read a tasking sheet that came back filled in; each problem has its cell.

        Each answer counts for the action that its key names. What cannot be taken as it is, such as a word that is not
        one of the answers or the sheet of another plan, is a problem, and the reading has no answers.

        Args:
            source: A path or an open file.
            context: The context of the plan.
            format: The name of the reader; without it, the suffix of the file decides.

        Raises:
            OSError: The file cannot be opened.
            UnknownFormatError: No reader has the name of the format, or reads files with this suffix.
        """
        from empact.session.confirming import read_replies

        return read_replies(self._read, source, context, format)

    def _read(  # noqa: PLR0913 - each is a separate part of the call
        self,
        source: Readable,
        cls: type[Any] | None,
        format: str | None,
        *,
        bundled: bool = False,
        plans: Iterable[Plan] = (),
        also: tuple[FileKind[Any], ...] = (),
        options: Mapping[str, object] = FrozenMap(),
    ) -> Reading[Any]:
        from empact.serde.kinds import PLAN, kind_of
        from empact.storage.markings import markings_of
        from empact.storage.reading import read_content
        from empact.storage.sources import bundled_content, can_be_name, content

        kind = kind_of(cls)
        named = self.bundled if kind is PLAN and (bundled or can_be_name(source, self._plugins.suffixes)) else ()
        name, data, suffix, problems = bundled_content(source, named) if bundled else content(source, named)
        reader, known = self._plugins.reader(format, suffix, forms=bool(also)), markings_of(plans)
        origin = self._plugins.origin_of(reader)
        reading = read_content(
            name,
            data,
            reader,
            kind,
            self._plugins.extensions,
            also=also,
            markings=known,
            about=known,
            origin=origin,
            options=_values(reader, origin, options),
        )
        if also and reading.value is not None:
            reading = attrs.evolve(reading, received=data)
        return attrs.evolve(reading, diagnostics=reading.diagnostics + problems) if problems else reading

    def files(self, *sources: Readable, forms: bool = False) -> tuple[Readable, ...]:
        """Return the sources, with each folder replaced by its files in a known format, sorted by name.

        Subfolders are ignored, and so are files of a format of documents, such as .docx: they are read only if they are
        named themselves. :meth:`Session.read` reads each of the sources; a file from a folder that is not an empact
        document gives no plan and a warning.

        Args:
            sources: The sources.
            forms: Whether the files of a folder that can be forms are listed too, such as workbooks: those of an inbox
                came back, those of a folder of plans were made from them.

        Raises:
            OSError: A folder cannot be listed.
        """
        from empact.storage.sources import can_be_name, files

        suffixes = self._plugins.folder_suffixes | (self._plugins.form_suffixes if forms else set[str]())
        return tuple(
            file
            for source in sources
            for file in files(source, suffixes, self.bundled if can_be_name(source, self._plugins.suffixes) else ())
        )

    def portfolio(self, *sources: Readable) -> Portfolio:
        """Read the plans of several sources (folders, files, bundled plans), in order, as one portfolio.

        Files of a folder that are not empact documents are skipped; use :meth:`Session.files` and
        :meth:`Session.read` to list them.

        >>> import empact
        >>> [plan.id for plan in empact.portfolio("oap-c-2012")]
        ['C-2012']

        Raises:
            PlanReadError: A file is not a valid plan; the exception holds every problem of every file.
            Exception: The same as those of :meth:`Session.read`.

        Warns:
            UserWarning: As :func:`empact.load`.
        """
        from empact.analysis import Portfolio
        from empact.storage.reading import Readings

        with collector_paused():
            readings = Readings(tuple(map(self.read, self.files(*sources))))
            _warn_of_reference_plan(*readings.readings)
            return Portfolio(readings.require_complete().values)

    @overload
    def load(
        self,
        source: Readable,
        *,
        format: str | None = None,
        bundled: bool = False,
        options: Mapping[str, object] = FrozenMap(),
    ) -> Plan: ...
    @overload
    def load(
        self,
        source: Readable,
        kind: type[T],
        *,
        format: str | None = None,
        plans: Iterable[Plan] = (),
        options: Mapping[str, object] = FrozenMap(),
    ) -> T: ...
    def load(  # noqa: PLR0913 - each is a separate part of the call
        self,
        source: Readable,
        kind: type[Any] | None = None,
        *,
        format: str | None = None,
        bundled: bool = False,
        plans: Iterable[Plan] = (),
        options: Mapping[str, object] = FrozenMap(),
    ) -> Any:
        """Load a plan, or a value of the class ``kind``, from a file, a stream, or the name of a bundled plan.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> plan.id, [str(leader) for leader in plan.action("2.2").leaders]
        ('C-2012', ['HU', 'AT', 'Frontex'])

        Args:
            source: The plan.
            kind: The class to load, for another kind of file than a plan.
            format: The name of the reader.
            bundled: Whether ``source`` can only be the name of a bundled plan. No file is opened then, whatever the
                name: a web service passes on the name that it got.
            plans: The plans that a file of another kind is about, as in :meth:`Session.read`.
            options: Options of the reader, as there.

        Raises:
            PlanReadError: The file is not valid; the exception holds every problem with its place.
            Exception: The same as those of :meth:`Session.read`.

        Warns:
            UserWarning: The plan has the name of the reference plan, but other bytes; the warning has the path of the
                file. :meth:`Session.read` has this in the diagnostics instead.
        """
        with collector_paused():
            reading = self._read(source, kind, format, bundled=bundled, plans=plans, options=options)
            _warn_of_reference_plan(reading)
            return reading.require()

    @overload
    def loads(self, text: str, *, format: str) -> Plan: ...
    @overload
    def loads(self, text: str, *, format: str, kind: type[T], plans: Iterable[Plan] = ()) -> T: ...
    def loads(self, text: str, *, format: str, kind: type[Any] | None = None, plans: Iterable[Plan] = ()) -> Any:
        """Load a plan, or a value of the class ``kind``, from a text in the named format.

        Errors quote another kind of text than a plan only if it is about ``plans`` that have no marking.

        >>> import empact
        >>> text = '{"empact": "plan/1", "id": "X-2031", "actions": [{"number": "1.1", "leaders": "QM, QN"}]}'
        >>> [str(leader) for leader in empact.loads(text, format="json").action("1.1").leaders]
        ['QM', 'QN']

        Raises:
            PlanReadError: The text is not valid; the exception holds every problem with its place.
            UnknownFormatError: No reader has the name of the format.
            TypeError: There is no kind of file for this class.
        """
        from empact.serde.kinds import kind_of
        from empact.storage.markings import markings_of
        from empact.storage.reading import read_content

        check_text("The text of a plan", text)
        check_text("The name of a format", format)
        data = text.encode("utf-8", "surrogatepass")
        with collector_paused():
            reader, extensions, known = self._plugins.reader(format, ""), self._plugins.extensions, markings_of(plans)
            return read_content(
                "<text>",
                data,
                reader,
                kind_of(kind),
                extensions,
                markings=known,
                about=known,
                origin=self._plugins.origin_of(reader),
            ).require()


def _values(reader: Reader, origin: str | None, given: Mapping[str, object]) -> FrozenMap[str, Any]:
    """Return the value of each option of a reader; most have none, and nothing is imported for them."""
    check_type("options", "a mapping of names to values", Mapping, given)
    if reader.options is None and not given:
        return FrozenMap()
    from empact.hooks.combining import options_of
    from empact.options import option_values

    return option_values(options_of(reader, origin), given)


def _warn_of_reference_plan(*readings: Reading[Any]) -> None:
    """Warn the caller of a method that another plan has the name of the reference plan: the plan does not say so."""
    for problem in (problem for reading in readings for problem in reading.diagnostics):
        if problem.kind is NOT_THE_REFERENCE_PLAN:
            warnings.warn(str(problem), stacklevel=3)
