"""What a session reads: plans, other kinds of file, folders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, overload

from empact.arguments import check_text
from empact.collector import collector_paused
from empact.hooks.registry import Plugins, once

if TYPE_CHECKING:  # each method imports what it uses
    from empact.analysis import Portfolio
    from empact.hooks import BundledPlan
    from empact.hooks.discovery import Candidate
    from empact.model import Plan
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
    def read(self, source: Readable, *, format: str | None = None) -> Reading[Plan]: ...
    @overload
    def read(
        self, source: Readable, kind: type[T], *, format: str | None = None, plans: Iterable[Plan] = ()
    ) -> Reading[T]: ...
    def read(
        self,
        source: Readable,
        kind: type[Any] | None = None,
        *,
        format: str | None = None,
        plans: Iterable[Plan] = (),
    ) -> Reading[Any]:
        """Read a plan; problems with its content are in the diagnostics and raise no exception.

        Args:
            source: A path, an open file, or a string. A string without separator or suffix is the name of a bundled
                plan; any other string is a path.
            kind: The class to read, for another kind of file: a ledger entry, a practice, or answers to possible
                overlaps.
            format: The name of the reader; without it, the suffix of the file decides.
            plans: The plans that a file of another kind is about, as far as they are known: errors quote it only if it
                is about these, and none of them has a marking.

        Raises:
            OSError: The file cannot be opened.
            UnknownIdError: No bundled plan has this name.
            UnknownFormatError: No reader has the name of the format, or reads files with this suffix.
            TypeError: There is no kind of file for this class.
        """
        from empact.serde.kinds import kind_of
        from empact.storage.reading import leniently
        from empact.storage.sources import FolderFile

        with collector_paused():
            reading = self._read(source, kind, format, plans=plans)
            return leniently(reading, kind_of(kind)) if isinstance(source, FolderFile) else reading

    def _read(
        self,
        source: Readable,
        cls: type[Any] | None,
        format: str | None,
        *,
        bundled: bool = False,
        plans: Iterable[Plan] = (),
    ) -> Reading[Any]:
        from empact.serde.kinds import PLAN, kind_of
        from empact.storage.markings import markings_of
        from empact.storage.reading import read_content
        from empact.storage.sources import bundled_content, content

        kind = kind_of(cls)
        named = self.bundled if kind is PLAN else ()
        name, data, suffix = bundled_content(source, named) if bundled else content(source, named)
        reader, known = self._plugins.reader(format, suffix), markings_of(plans)
        return read_content(name, data, reader, kind, self._plugins.extensions, markings=known, about=known)

    def files(self, *sources: Readable) -> tuple[Readable, ...]:
        """Return the sources, with each folder replaced by its files in a known format, sorted by name.

        Subfolders are ignored. :meth:`Session.read` reads each of the sources; a file from a folder that is not an
        empact document gives no plan and a warning.

        Raises:
            OSError: A folder cannot be listed.
        """
        from empact.storage.sources import files

        return tuple(file for source in sources for file in files(source, self._plugins.suffixes, self.bundled))

    def portfolio(self, *sources: Readable) -> Portfolio:
        """Read the plans of several sources (folders, files, bundled plans), in order, as one portfolio.

        Files of a folder that are not empact documents are skipped; use :meth:`Session.files` and
        :meth:`Session.read` to list them.

        Raises:
            PlanReadError: A file is not a valid plan; the exception holds every problem of every file.
            Exception: The same as those of :meth:`Session.read`.
        """
        from empact.analysis import Portfolio
        from empact.storage.reading import Readings

        with collector_paused():
            readings = Readings(tuple(map(self.read, self.files(*sources))))
            return Portfolio(readings.require_complete().values)

    @overload
    def load(self, source: Readable, *, format: str | None = None, bundled: bool = False) -> Plan: ...
    @overload
    def load(self, source: Readable, kind: type[T], *, format: str | None = None, plans: Iterable[Plan] = ()) -> T: ...
    def load(
        self,
        source: Readable,
        kind: type[Any] | None = None,
        *,
        format: str | None = None,
        bundled: bool = False,
        plans: Iterable[Plan] = (),
    ) -> Any:
        """Load a plan; :meth:`Session.read` describes the other arguments.

        Args:
            source: The plan.
            kind: The class to load, for another kind of file than a plan.
            format: The name of the reader.
            bundled: Whether ``source`` can only be the name of a bundled plan. No file is opened then, whatever the
                name: a web service passes on the name that it got.
            plans: The plans that a file of another kind is about, as in :meth:`Session.read`.

        Raises:
            PlanReadError: The file is not valid; the exception holds every problem with its place.
            Exception: The same as those of :meth:`Session.read`.
        """
        with collector_paused():
            return self._read(source, kind, format, bundled=bundled, plans=plans).require()

    @overload
    def loads(self, text: str, *, format: str) -> Plan: ...
    @overload
    def loads(self, text: str, *, format: str, kind: type[T], plans: Iterable[Plan] = ()) -> T: ...
    def loads(self, text: str, *, format: str, kind: type[Any] | None = None, plans: Iterable[Plan] = ()) -> Any:
        """Load a plan, or a value of the class ``kind``, from a text in the named format.

        Errors quote another kind of text than a plan only if it is about ``plans`` that have no marking.

        Raises:
            PlanReadError: The text is not valid; the exception holds every problem with its place.
            UnknownFormatError: No reader has the name of the format.
            TypeError: There is no kind of file for this class.
        """
        from empact.serde.kinds import kind_of
        from empact.storage.markings import markings_of
        from empact.storage.reading import read_content

        check_text("The text of a plan", text)
        data = text.encode("utf-8", "surrogatepass")
        with collector_paused():
            reader, extensions, known = self._plugins.reader(format, ""), self._plugins.extensions, markings_of(plans)
            return read_content(
                "<text>", data, reader, kind_of(kind), extensions, markings=known, about=known
            ).require()
