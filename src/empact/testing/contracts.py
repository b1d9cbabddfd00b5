"""Test suites to inherit from: the requirements for every document, exporter, reader and formatter as tests.

Each class needs two attributes, the plugin and the name of the format, or of the document::

    class TestCsv(ExporterContract):
        plugin = my_plugin
        format = "csv"
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import pytest

from empact.hooks import DocumentSpec, Exporter, Formatter, Reader
from empact.session import Session
from empact.testing import documenting, exporting, formatting, reading
from empact.testing.isolation import Isolated
from empact.testing.samples import Sample, samples, usual

D = TypeVar("D", DocumentSpec, Exporter, Reader, Formatter)
_WORDS: Mapping[type[object], str] = {DocumentSpec: "document"}


class _Contract:
    """The attributes that all suites have."""

    plugin: object
    """The plugin: a module, or another object with hook implementations."""
    format: str
    """The name of the exporter, reader or formatter."""

    def _find(self, kind: type[D], attribute: str = "format", **wanted: str) -> D:
        """Return the descriptor under test, or fail the test."""
        word, name = _WORDS.get(kind) or kind.__name__.lower(), getattr(self, attribute, None)
        if name is None or not hasattr(self, "plugin"):
            message = f"{type(self).__name__} needs the attributes 'plugin' and {attribute!r}, the name of the {word}."
            pytest.fail(message, pytrace=False)
        provided = _isolated(self.plugin).provided(kind)
        fitting = (one for one in provided if all(getattr(one, key) == value for key, value in wanted.items()))
        found = next((descriptor for descriptor in fitting if descriptor.name == name), None)
        if found is None:
            known = ", ".join(repr(descriptor.name) for descriptor in provided) or "none"
            pytest.fail(f"The plugin has no {word} {name!r}; it has {known}.", pytrace=False)
        return found

    @property
    def session(self) -> Session:
        """A session with the plugin."""
        return _isolated(self.plugin).session


@functools.cache
def _isolated(plugin: object) -> Isolated:
    return Isolated(plugin)


def _hold(problems: Iterable[str]) -> None:
    """Fail the test if there are problems, and list all of them."""
    lines = list(problems)
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


class DocumentContract(_Contract):
    """The requirements for a document: set its plugin as ``plugin``, and its name as ``document``."""

    document: str
    """The name of the document."""

    def samples(self) -> Sequence[Sample]:
        """Return the plans to build it from; extend it to add your own plans."""
        return samples()

    @property
    def _spec(self) -> DocumentSpec:
        return self._find(DocumentSpec, "document")

    def test_it_is_built_for_every_plan(self) -> None:
        """It is built for every plan; it may refuse an unusual plan, or any without ``as_of``, as an EmpactError."""
        _hold(documenting.builds(self._spec, self.session, self.samples()))

    def test_it_takes_what_it_declares(self) -> None:
        """Its function takes the declared inputs and options, and no others."""
        _hold(documenting.takes_what_it_declares(self._spec))

    def test_its_parts_have_names(self) -> None:
        """Its kind is its name, the name of its files is safe, and section keys are lower-case words."""
        _hold(documenting.names_its_parts(self._spec, self.session, self.samples()))

    def test_its_rows_keep_their_keys(self) -> None:
        """The keys of its rows do not depend on the order of the actions."""
        _hold(documenting.keeps_its_keys(self._spec, self.session, self.samples()))

    def test_its_names_are_in_no_language(self) -> None:
        """The names of its files, and all keys, are the same in each language."""
        _hold(documenting.names_are_in_no_language(self._spec, self.session, self.samples()))

    def test_its_charts_show_what_its_tables_have(self) -> None:
        """Each label and date of its charts is in a table or a text, so formats without pictures lose nothing."""
        _hold(documenting.draws_what_its_tables_have(self._spec, self.session, self.samples()))

    def test_it_has_the_marking(self) -> None:
        """It has the marking of the plan."""
        _hold(documenting.carries_the_marking(self._spec, self.session, self.samples()))

    def test_it_is_the_same_each_time(self) -> None:
        """It depends on its arguments alone."""
        _hold(documenting.is_the_same_again(self._spec, self.session, self.samples()))

    def test_it_can_be_pickled(self) -> None:
        """It can be sent to another process."""
        _hold(documenting.can_be_pickled(self._spec, self.session, self.samples()))


class ExporterContract(_Contract):
    """The requirements for an exporter: set its plugin as ``plugin``, and its name as ``format``.

    If several exporters have the name, set what the one under test takes as ``takes``.
    """

    takes: str | None = None
    """What the exporter takes: ``plan``, ``document`` or ``portfolio``."""

    def samples(self) -> Sequence[Sample]:
        """Return the plans to export; extend it to add your own plans."""
        return samples()

    @property
    def _exporter(self) -> Exporter:
        return self._find(Exporter, **({} if self.takes is None else {"takes": self.takes}))

    def test_it_makes_files_for_every_plan(self) -> None:
        """It returns at least one file for every plan; for an unusual plan it may raise an exception of empact."""
        _hold(exporting.makes_files(self._exporter, self.session, self.samples()))

    def test_its_file_names_are_safe(self) -> None:
        """Each file is directly in the output folder, and no two files have the same name."""
        _hold(exporting.names_files_safely(self._exporter, self.session, self.samples()))

    def test_it_makes_the_same_bytes_each_time(self) -> None:
        """No file depends on the clock or on random numbers."""
        _hold(exporting.makes_the_same_again(self._exporter, self.session, self.samples()))

    def test_every_text_contains_the_marking(self) -> None:
        """Every text file contains the marking of the plan, and so does every page or sheet of an archive."""
        _hold(exporting.carries_the_marking(self._exporter, self.session, self.samples()))

    def test_its_reader_reads_the_same_plan(self) -> None:
        """If the plugin has a reader of the same name, it reads the same plan from the exported file."""
        readers = {reader.name for reader in _isolated(self.plugin).provided(Reader)}
        if self.format in readers and self._exporter.takes == "plan":
            _hold(exporting.loses_nothing(self._exporter, self.session, self.samples()))

    def test_every_text_of_a_document_is_written(self) -> None:
        """If it takes documents and writes text, every word of a document is in its files."""
        _hold(exporting.writes_every_text(self._exporter, self.session, self.samples()))

    def test_control_characters_are_escaped(self) -> None:
        """If it takes documents and writes text, control characters are escaped."""
        _hold(exporting.commands_no_terminal(self._exporter, self.session, self.samples()))

    def test_no_text_becomes_a_formula(self) -> None:
        """A workbook or a Word document calculates nothing, and neither reads files nor runs programs."""
        _hold(exporting.runs_no_text(self._exporter, self.session, self.samples()))


class ReaderContract(_Contract):
    """The requirements for a reader: set its plugin as ``plugin``, and its name as ``format``."""

    def complete_files(self) -> Iterable[bytes]:
        """Return files with a plan, by default from the exporter of the same name; override it if there is none."""
        return reading.written(self.session, self.format, usual())

    @property
    def _reader(self) -> Reader:
        return self._find(Reader)

    @property
    def _files(self) -> Mapping[str, bytes]:
        return reading.broken(self.format, self.complete_files())

    def test_its_suffixes_are_lower_case(self) -> None:
        """A suffix is a full stop and lower-case letters."""
        _hold(reading.names_suffixes(self._reader))

    def test_it_reads_complete_files(self) -> None:
        """It returns a plan for a file that contains one."""
        _hold(reading.reads_complete_files(self._reader, self.complete_files()))

    def test_it_reports_why_it_cannot_read_a_broken_file(self) -> None:
        """It raises no exception other than Unreadable, for any bytes, and reports the reason first."""
        _hold(reading.raises_only_unreadable(self._reader, self._files))

    def test_every_finding_has_its_place(self) -> None:
        """Every finding has the file, and in a text file also the line and the column."""
        _hold(reading.reports_places(self._reader, self._files))

    def test_it_reads_the_same_each_time(self) -> None:
        """The same bytes give the same plan and the same findings."""
        _hold(reading.reads_the_same_again(self._reader, self._files))

    def test_its_places_can_be_pickled(self) -> None:
        """A plan keeps its places when it is sent to another process."""
        _hold(reading.returns_picklable_places(self._reader, self._files))


class FormatterContract(_Contract):
    """The requirements for a formatter: set its plugin as ``plugin``, and its name as ``format``."""

    @property
    def _formatter(self) -> Formatter:
        return self._find(Formatter)

    def test_it_formats_any_findings(self) -> None:
        """It formats no findings, a finding without a place, one with all parts, and those in the reference plan."""
        _hold(formatting.makes_text(self.session, self._formatter))

    def test_it_makes_the_same_text_each_time(self) -> None:
        """The text does not depend on the clock or on random numbers."""
        _hold(formatting.makes_the_same_again(self.session, self._formatter))

    def test_the_text_contains_the_marking(self) -> None:
        """A text with findings about a plan contains the plan's marking."""
        _hold(formatting.carries_the_marking(self.session, self._formatter))

    def test_control_characters_are_escaped(self) -> None:
        """Control characters are escaped, and there are colours only if the caller asks for them."""
        _hold(formatting.commands_no_terminal(self.session, self._formatter))
