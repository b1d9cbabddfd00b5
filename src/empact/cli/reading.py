"""What the arguments of a command name: plans, files, folders and the standard input, and reading all of them."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Sequence
from typing import IO

import click

from empact.cli.output import complain
from empact.errors import EmpactError
from empact.model import Plan
from empact.session import Session
from empact.storage.reading import Reading, Readings
from empact.storage.sources import FolderFile, Readable

MANY = 10
"""From so many files on, a terminal sees how far the reading has come."""


def stream(source: str, format_: str | None) -> str | IO[bytes]:
    """The source that an argument names; ``-`` is the standard input."""
    if source != "-":
        return source
    if format_ is None:
        message = "'-' reads the standard input; name its format with --from, such as --from yaml."
        raise click.UsageError(message)
    return sys.stdin.buffer


def read_all(session: Session, sources: Sequence[str], format_: str | None) -> Readings[Plan]:
    """Read plans, files and folders; what cannot be opened, or is not known, is a line on the standard error."""
    named = [(source, _files(session, source, format_)) for source in sources]
    readings: list[Reading[Plan]] = []
    missing: list[str] = []
    giving: set[str] = set()
    with _progress([(source, file) for source, files in named for file in files]) as progress:
        for source, file in progress:
            reading = _reading(session, file, format_, source)
            if reading is None:
                missing.append(source)
                continue
            readings.append(reading)
            if reading.value is not None:
                giving.add(source)
    for source, files in named:
        if source not in giving and all(isinstance(file, FolderFile) for file in files):
            complain(f"{source}: the folder holds no plan.")
            missing.append(source)
    return Readings(tuple(readings), tuple(missing))


def _files(session: Session, source: str, format_: str | None) -> tuple[Readable, ...]:
    try:
        return session.files(stream(source, format_))
    except OSError:
        return (source,)  # reading it tells why


def _reading(session: Session, file: Readable, format_: str | None, source: str) -> Reading[Plan] | None:
    name = str(file) if isinstance(file, FolderFile) else source
    try:
        return session.read(file, format=format_)
    except OSError as problem:
        complain(f"{name}: {problem.strerror or problem}")
    except EmpactError as problem:
        complain(f"{name}: {problem}")
    return None


_Files = Sequence[tuple[str, Readable]]


def _progress(files: _Files) -> contextlib.AbstractContextManager[Iterable[tuple[str, Readable]]]:
    if len(files) < MANY or not sys.stderr.isatty():
        return contextlib.nullcontext(files)
    return click.progressbar(files, label="Reading", file=sys.stderr)
