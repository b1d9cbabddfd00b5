"""Checks the requirements for readers; each check returns its problems as sentences."""

from __future__ import annotations

import functools
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random

import attrs

from empact.diagnostics import PLUGIN_FAILED
from empact.errors import PASSING, cause_of
from empact.hooks import Reader
from empact.hooks.combining import options_of
from empact.model import Plan
from empact.options import option_values
from empact.serde import plan_tree
from empact.serde.kinds import PLAN
from empact.session import Session
from empact.storage.reading import Reading, read_content
from empact.syntax.reading import LINE_BREAK
from empact.testing.guard import Use, guarded
from empact.testing.laws import Law, Tested, its_code_can_be_called, its_name_is_lower_case, law
from empact.testing.samples import Sample
from empact.testing.surroundings import kept

BROKEN: Mapping[str, bytes] = {
    "an empty file": b"",
    "white space": b" \n\t\n ",
    "one character": b"x",
    "NUL characters": b"\0" * 64,
    "UTF-16 text": "empact: plan/1\n".encode("utf-16"),
    "Latin-1 text": "title: Türkei\n".encode("latin-1"),
    "half a character": b"empact: plan/1\ntitle: \xe2\x82",
    "a lone surrogate": b'{"empact": "plan/1", "id": "\\ud800"}',
    "control characters": bytes(range(32)),
    "random bytes": Random(0).randbytes(4096),  # noqa: S311 - the same in each run
    "an archive that is cut off": b"PK\x03\x04" + Random(1).randbytes(512),  # noqa: S311 - as above
    "many brackets": b"[" * 100_000,
    "many braces": b'{"a":' * 100_000,
    "a long line": b"a" * 1_000_000,
    "many lines": b"- a\n" * 10_000,
    "markup": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "a formula": b'=cmd|" /C calc"!A0,empact: plan/1\n',
}
"""Files that do not contain a plan in any format."""

_ALMOST = "a lone surrogate"
"""The file that is a plan in a format such as JSON, but for its id."""
_CUTS = 8
_EARLY = (4, 12, 40)
"""Where a file is also cut off: in what it begins with, such as a line that names the format."""
NO_FILES = (
    "no exporter has its name: give files to check_plugin(), or return them from complete_files() of the contract"
)


def broken(tested: Tested[Reader]) -> dict[str, bytes]:
    """Return files without a plan, and complete files of a format that are cut off or damaged in several places."""
    files, name = dict(BROKEN), tested.descriptor.name
    for number, data in enumerate(tested.complete, start=1):
        cuts = {len(data) * part // _CUTS for part in range(1, _CUTS)} | {
            early for early in _EARLY if early < len(data)
        }
        for at in sorted(cuts):
            files[f"{name} file {number}, cut off at byte {at}"] = data[:at]
            files[f"{name} file {number}, with byte {at} as 0xFF"] = data[:at] + b"\xff" + data[at + 1 :]
            files[f"{name} file {number}, without byte {at}"] = data[:at] + data[at + 1 :]
    return files


def written(session: Session, name: str, samples: Iterable[Sample]) -> list[bytes]:
    """Return complete files of a format, if the session has an exporter of this name."""
    if name not in {exporter.name for exporter in session.exporters}:
        return []
    return [session.export(sample.plan, to=name) for sample in samples]


def _read(reader: Reader, files: Mapping[str, bytes]) -> Iterator[tuple[str, Reading[Plan] | str]]:
    """Read each file; the result is a reading, or the cause of a failure."""
    for what, data in files.items():
        try:
            name = f"broken{reader.suffixes[0]}" if reader.suffixes else "broken"
            yield what, read_content(name, data, reader, PLAN, options=option_values(options_of(reader, None), {}))
        except PASSING:
            raise
        except BaseException as crash:  # noqa: BLE001 - the result of a reader can make anything fail
            yield what, cause_of(crash)


@attrs.frozen(eq=False)
class _Noted:
    """What was used and changed while files were read."""

    changes: tuple[str, ...]
    uses: tuple[Use, ...]


@functools.lru_cache(maxsize=4)
def _complete(tested: Tested[Reader]) -> tuple[tuple[str, Reading[Plan] | str], ...]:
    files = {f"file {number}": data for number, data in enumerate(tested.complete, start=1)}
    return tuple(_read(tested.descriptor, files))


@functools.lru_cache(maxsize=4)
def _noted(tested: Tested[Reader]) -> _Noted:
    """Read all files for the first time, and note what is used and changed."""
    with kept() as changes, guarded() as uses:
        _complete(tested)
        _readings(tested)
    package = tested.descriptor.read.partition(":")[0].partition(".")[0]
    return _Noted(tuple(changes), tuple(use for use in uses if use.module.partition(".")[0] == package))


def answers(tested: Tested[Reader]) -> dict[str, object]:
    """Return what it reads, for the comparison with another process."""
    answered: dict[str, object] = {}
    for what, reading in (*_complete(tested), *_readings(tested)):
        if not isinstance(reading, str):
            plan = None if reading.value is None else plan_tree(reading.value)
            answered[what] = (plan, tuple(reading.diagnostics))
    return answered


@law
def it_uses_its_arguments_alone(tested: Tested[Reader]) -> Iterator[tuple[str, str]]:
    """It reads the bytes that it is given, prints nothing, and changes nothing that all code shares."""
    reader, noted = tested.descriptor, _noted(tested)
    yield from (
        (f"The reader {reader.name!r} uses {use}; it may use only its arguments", "any file") for use in noted.uses
    )
    yield from (
        (f"The reader {reader.name!r} {change}; it may only return a document", "any file") for change in noted.changes
    )


@functools.lru_cache(maxsize=4)
def _readings(tested: Tested[Reader]) -> tuple[tuple[str, Reading[Plan] | str], ...]:
    """Read each broken file once: the laws look at the same results."""
    return tuple(_read(tested.descriptor, broken(tested)))


@law
def it_reads_complete_files(tested: Tested[Reader]) -> Iterator[tuple[str, str]]:
    """It returns a plan for a file that contains one."""
    reader = tested.descriptor
    if not tested.complete:
        yield f"There is no file with a plan to try the reader {reader.name!r} with", NO_FILES
    for what, given in _complete(tested):
        if isinstance(given, str) or given.value is None:
            why = given if isinstance(given, str) else "; ".join(diagnostic.message for diagnostic in given.diagnostics)
            yield f"The reader {reader.name!r} returns no plan: {why}", what


@law
def it_reports_why_it_cannot_read_a_broken_file(tested: Tested[Reader]) -> Iterator[tuple[str, str]]:
    """It raises no exception other than Unreadable, for any bytes, and reports the reason first."""
    reader = tested.descriptor
    for what, given in _readings(tested):
        if isinstance(given, str):
            yield f"The document of the reader {reader.name!r} cannot be used: {given}", what
            continue
        yield from ((diagnostic.message, what) for diagnostic in given.diagnostics if diagnostic.kind is PLUGIN_FAILED)


@law
def it_reads_no_plan_where_there_is_none(tested: Tested[Reader]) -> Iterator[tuple[str, str]]:
    """A file that contains a plan in no format is not read as one without any problem."""
    reader = tested.descriptor
    for what, given in _readings(tested):
        if (
            what in BROKEN
            and what != _ALMOST
            and not isinstance(given, str)
            and given.value is not None
            and not given.diagnostics
        ):
            yield f"The reader {reader.name!r} reads a file as a plan that contains none: report what is wrong", what


@law
def its_messages_are_sentences(tested: Tested[Reader]) -> Iterator[tuple[str, str]]:
    """The message of every finding is one sentence that ends with a full stop."""
    reader = tested.descriptor
    for what, given in _readings(tested):
        for finding in () if isinstance(given, str) else given.diagnostics:
            if finding.kind is not PLUGIN_FAILED and (not finding.message.strip(" .") or "\n" in finding.message):
                yield f"The reader {reader.name!r} reports {finding.message!r}: a message is one sentence", what


@law
def its_places_are_those_of_the_values(tested: Tested[Reader]) -> Iterator[tuple[str, str]]:
    """In a text file, the id of a plan has a place, and its line contains the id."""
    reader = tested.descriptor
    for what, given in _complete(tested):
        if isinstance(given, str) or given.value is None or given.text is None:
            continue
        plan, lines = given.value, LINE_BREAK.split(given.text)
        place = None if plan.source is None else plan.source.locate("/id")[0]
        line = None if place is None else place.line
        if line is None:
            problem = f"The reader {reader.name!r} does not know the place of '/id', so a finding has no line"
            yield f"{problem}: give RawDocument a function that returns it", what
        elif not 0 < line <= len(lines) or (plan.id in given.text and plan.id not in lines[line - 1]):
            yield f"The reader {reader.name!r} gives line {line} as the place of '/id', which is not there", what


@law
def every_finding_has_its_place(tested: Tested[Reader]) -> Iterator[tuple[str, str]]:
    """Every finding has the file, and in a text file also the line and the column."""
    reader = tested.descriptor
    for what, given in _readings(tested):
        if isinstance(given, str):
            continue
        for finding in (diagnostic for diagnostic in given.diagnostics if diagnostic.kind is not PLUGIN_FAILED):
            if finding.place.file is None:
                yield f"The reader {reader.name!r} reports a problem without the file: {finding.message}", what
            elif given.text is not None and (finding.place.line is None or finding.place.column is None):
                problem = f"reports a problem without line and column: {finding.message}"
                yield f"The reader {reader.name!r} {problem}", what
            elif given.text is not None and not 0 < (finding.place.line or 0) <= len(LINE_BREAK.split(given.text)):
                problem = f"reports a problem in line {finding.place.line}, which the file does not have"
                yield f"The reader {reader.name!r} {problem}", what


@law
def it_reads_the_same_each_time(tested: Tested[Reader]) -> Iterator[tuple[str, str]]:
    """The same bytes give the same plan and the same findings."""
    reader = tested.descriptor
    again = dict(_read(reader, broken(tested)))
    for what, given in _readings(tested):
        if given != again[what]:
            yield f"The reader {reader.name!r} reads a file differently the second time", what


@law
def its_places_can_be_pickled(tested: Tested[Reader]) -> Iterator[tuple[str, str]]:
    """A plan keeps its places when it is sent to another process."""
    reader = tested.descriptor
    for what, given in _readings(tested):
        plan = None if isinstance(given, str) else given.value
        if plan is None or plan.source is None:
            continue
        _, lost = plan.source.locate("/id")
        if lost is not None:
            yield f"The places of the reader {reader.name!r} cannot be found: {cause_of(lost)}", what
            continue
        try:
            sent = pickle.loads(pickle.dumps(plan.source))  # noqa: S301 - bytes from pickle.dumps
        except Exception as crash:  # noqa: BLE001 - pickling may raise anything
            yield f"The places of the reader {reader.name!r} cannot be pickled: {cause_of(crash)}", what
            continue
        if sent.place("/id") != plan.source.place("/id"):
            yield f"The places of the reader {reader.name!r} differ after pickling", what


@law
def its_suffixes_are_lower_case(tested: Tested[Reader]) -> Iterator[tuple[str, str]]:
    """A suffix is a full stop and lower-case letters."""
    reader = tested.descriptor
    for suffix in reader.suffixes:
        if suffix != suffix.lower():
            yield f"The suffix of the reader {reader.name!r} has to be a full stop and lower-case letters", suffix


LAWS: Sequence[Law[Reader]] = (
    its_name_is_lower_case,
    its_suffixes_are_lower_case,
    its_code_can_be_called,
    it_uses_its_arguments_alone,
    it_reads_complete_files,
    it_reads_no_plan_where_there_is_none,
    its_messages_are_sentences,
    its_places_are_those_of_the_values,
    it_reports_why_it_cannot_read_a_broken_file,
    every_finding_has_its_place,
    it_reads_the_same_each_time,
    its_places_can_be_pickled,
)
"""The laws of readers, in the order in which their problems are reported."""
