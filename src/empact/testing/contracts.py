"""Test suites to inherit from: the requirements for every document, exporter, reader and formatter as tests.

Each class needs two attributes, the plugin and the name of the format, or of the document::

    class TestCsv(ExporterContract):
        plugin = my_plugin
        format = "csv"
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import pytest

from empact.hooks import DocumentSpec, Exporter, Formatter, Reader
from empact.session import Session
from empact.testing import documenting, exporting, formatting, reading
from empact.testing.isolation import Isolated
from empact.testing.laws import Law, Tested
from empact.testing.samples import Sample, samples, usual

D = TypeVar("D", DocumentSpec, Exporter, Reader, Formatter)
C = TypeVar("C", bound="_Contract")
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
        fitting = (
            descriptor
            for descriptor in provided
            if all(getattr(descriptor, key) == value for key, value in wanted.items())
        )
        match = next((descriptor for descriptor in fitting if descriptor.name == name), None)
        if match is None:
            known = ", ".join(repr(descriptor.name) for descriptor in provided) or "none"
            pytest.fail(f"The plugin has no {word} {name!r}; it has {known}.", pytrace=False)
        return match

    @property
    def session(self) -> Session:
        """A session with the plugin."""
        return _isolated(self.plugin).session


@functools.cache
def _isolated(plugin: object) -> Isolated:
    return Isolated(plugin)


def _tests_of(laws: Sequence[Law[Any]]) -> Callable[[type[C]], type[C]]:
    """Decorate a suite, so that it has a test of each law, with its name and its docstring."""

    def with_tests(suite: type[C]) -> type[C]:
        for law in laws:
            setattr(suite, f"test_{law.__name__}", _test_of(law))
        return suite

    return with_tests


def _tested(suite: Any) -> Tested[Any]:
    """Return what a suite tests: the same for all of its tests, so that each law reads what was made for the first."""
    return suite.tested if vars(suite) else _tested_by(suite.__class__)


@functools.lru_cache(maxsize=4)
def _tested_by(cls: Callable[[], Any]) -> Tested[Any]:
    """Return what a class of suites tests."""
    tested: Tested[Any] = cls().tested
    return tested


def _test_of(law: Law[Any]) -> Callable[[Any], None]:
    def test(suite: Any) -> None:
        problems = law(_tested(suite))
        if problems:
            pytest.fail("\n".join(problems), pytrace=False)

    test.__name__, test.__doc__ = f"test_{law.__name__}", law.__doc__
    return test


@_tests_of(documenting.LAWS)
class DocumentContract(_Contract):
    """The requirements for a document: set its plugin as ``plugin``, and its name as ``document``."""

    document: str
    """The name of the document."""

    def samples(self) -> Sequence[Sample]:
        """Return the plans to build it from; extend it to add your own plans."""
        return samples()

    @property
    def tested(self) -> Tested[DocumentSpec]:
        """The document, and what its laws are tried with.

        :meta private:
        """
        return Tested(self._find(DocumentSpec, "document"), self.session, self.samples())


@_tests_of(exporting.LAWS)
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
    def tested(self) -> Tested[Exporter]:
        """The exporter, and what its laws are tried with.

        :meta private:
        """
        exporter = self._find(Exporter, **({} if self.takes is None else {"takes": self.takes}))
        return Tested(exporter, self.session, self.samples())


@_tests_of(reading.LAWS)
class ReaderContract(_Contract):
    """The requirements for a reader: set its plugin as ``plugin``, and its name as ``format``."""

    def complete_files(self) -> Iterable[bytes]:
        """Return files with a plan, by default from the exporter of the same name; override it if there is none."""
        return reading.written(self.session, self.format, usual())

    @property
    def tested(self) -> Tested[Reader]:
        """The reader, and what its laws are tried with.

        :meta private:
        """
        return Tested(self._find(Reader), self.session, complete=tuple(self.complete_files()))


@_tests_of(formatting.LAWS)
class FormatterContract(_Contract):
    """The requirements for a formatter: set its plugin as ``plugin``, and its name as ``format``."""

    @property
    def tested(self) -> Tested[Formatter]:
        """The formatter, and what its laws are tried with.

        :meta private:
        """
        return Tested(self._find(Formatter), self.session)
