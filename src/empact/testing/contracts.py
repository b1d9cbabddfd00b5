"""Suites of tests to inherit: whoever writes a format gets the laws that every one of its kind keeps to as tests.

Each class needs two attributes, the plugin and the name of the format::

    class TestCsv(ExporterContract):
        plugin = my_plugin
        format = "csv"
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import pytest

from empact.hooks import Exporter, Formatter, Reader
from empact.session import Session
from empact.testing import exporting, formatting, reading
from empact.testing.isolation import Isolated
from empact.testing.samples import Sample, samples, usual

D = TypeVar("D", Exporter, Reader, Formatter)


class _Contract:
    """What the suites share."""

    plugin: object
    """The plugin: a module, or another object with hook implementations."""
    format: str
    """The name of the exporter, reader or formatter."""

    def _find(self, hook: str, kind: type[D]) -> D:
        """The descriptor under test."""
        word, name = kind.__name__.lower(), getattr(self, "format", None)
        if name is None or not hasattr(self, "plugin"):
            pytest.fail(f"{type(self).__name__} needs 'plugin', and as 'format' the name of the {word}.", pytrace=False)
        offers = _isolated(self.plugin).offers(hook, kind)
        found = next((one for one in offers if one.name == name), None)
        if found is None:
            known = ", ".join(repr(one.name) for one in offers) or "none"
            pytest.fail(f"The plugin hands over no {word} {name!r}, but {known}.", pytrace=False)
        return found

    @property
    def session(self) -> Session:
        """A session that knows the plugin."""
        return _isolated(self.plugin).session


@functools.cache
def _isolated(plugin: object) -> Isolated:
    return Isolated(plugin)


def _hold(problems: Iterable[str]) -> None:
    """Fail with everything that breaks a law."""
    told = list(problems)
    if told:
        pytest.fail("\n".join(told), pytrace=False)


class ExporterContract(_Contract):
    """The laws of an exporter: name the ``plugin`` that hands it over, and its name as ``format``."""

    def samples(self) -> Sequence[Sample]:
        """The plans that are exported; extend it for plans of your own."""
        return samples()

    @property
    def _exporter(self) -> Exporter:
        return self._find("empact_exporters", Exporter)

    def test_it_makes_files_of_every_plan(self) -> None:
        """Of every plan it makes at least one file, or refuses an odd one with an exception of empact."""
        _hold(exporting.makes_files(self._exporter, self.session, self.samples()))

    def test_its_file_names_are_safe(self) -> None:
        """A file stands directly in the target folder, and no two have the same name."""
        _hold(exporting.names_files_safely(self._exporter, self.session, self.samples()))

    def test_it_makes_the_same_bytes_each_time(self) -> None:
        """Neither the clock nor chance changes a file."""
        _hold(exporting.makes_the_same_again(self._exporter, self.session, self.samples()))

    def test_the_marking_stands_in_every_text(self) -> None:
        """The marking of the plan travels into every file that is a text."""
        _hold(exporting.carries_the_marking(self._exporter, self.session, self.samples()))

    def test_its_reader_reads_the_same_plan(self) -> None:
        """Nothing is lost if the plugin has a reader of the same name; without one there is no way back to check."""
        if self.format in {one.name for one in _isolated(self.plugin).offers("empact_readers", Reader)}:
            _hold(exporting.loses_nothing(self._exporter, self.session, self.samples()))


class ReaderContract(_Contract):
    """The laws of a reader: name the ``plugin`` that hands it over, and its name as ``format``."""

    def whole_files(self) -> Iterable[bytes]:
        """Files that hold a plan: those that an exporter of the same name makes; give some where there is none."""
        return reading.written(self.session, self.format, usual())

    @property
    def _reader(self) -> Reader:
        return self._find("empact_readers", Reader)

    @property
    def _files(self) -> Mapping[str, bytes]:
        return reading.broken(self.format, self.whole_files())

    def test_its_suffixes_are_lower_case(self) -> None:
        """A suffix is a full stop and lower-case letters."""
        _hold(reading.names_suffixes(self._reader))

    def test_it_reads_whole_files(self) -> None:
        """A file that holds a plan gives one."""
        _hold(reading.reads_whole_files(self._reader, self.whole_files()))

    def test_it_tells_why_it_cannot_read_a_broken_file(self) -> None:
        """Whatever the bytes, it never stops with another exception than Unreadable."""
        _hold(reading.gives_up_only_as_told(self._reader, self._files))

    def test_every_finding_has_its_place(self) -> None:
        """Every finding names the file, and in a text the line and the column."""
        _hold(reading.tells_the_place(self._reader, self._files))

    def test_it_reads_the_same_each_time(self) -> None:
        """The same bytes give the same plan and the same findings."""
        _hold(reading.reads_the_same_again(self._reader, self._files))

    def test_its_places_can_be_pickled(self) -> None:
        """A plan keeps its places when it is sent to another process."""
        _hold(reading.gives_places_that_travel(self._reader, self._files))


class FormatterContract(_Contract):
    """The laws of a formatter: name the ``plugin`` that hands it over, and its name as ``format``."""

    @property
    def _formatter(self) -> Formatter:
        return self._find("empact_formatters", Formatter)

    def test_it_makes_a_text_of_any_findings(self) -> None:
        """None, one without a place, one with every part, and those in the reference plan."""
        _hold(formatting.makes_text(self.session, self._formatter))

    def test_it_makes_the_same_text_each_time(self) -> None:
        """Neither the clock nor chance changes a report."""
        _hold(formatting.makes_the_same_again(self.session, self._formatter))

    def test_the_marking_stands_in_the_report(self) -> None:
        """A report that tells something about a plan carries its marking."""
        _hold(formatting.carries_the_marking(self.session, self._formatter))

    def test_it_commands_no_terminal(self) -> None:
        """No text of a file reaches a terminal as a command; colours are there only where they are asked for."""
        _hold(formatting.commands_no_terminal(self.session, self._formatter))
