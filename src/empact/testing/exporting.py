"""Checks the requirements for exporters; each check returns its problems as sentences."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator

import attrs

from empact.errors import EmpactError, cause_of
from empact.hooks import Artifact, Exporter
from empact.hooks.lazy import imported
from empact.model import Plan
from empact.session import Session
from empact.session.exporting import context
from empact.storage.writing import is_file_name
from empact.testing.guard import guarded
from empact.testing.laws import law
from empact.testing.samples import MARKING, Sample

_FOLD = re.compile(r"\r?\n[ \t]")


def artifacts(exporter: Exporter, session: Session, plan: Plan) -> list[Artifact]:
    """Return the files that an exporter makes of a plan.

    Raises:
        TypeError: The exporter returns something that is not an :class:`Artifact` of a name and bytes.
    """
    returned: list[object] = list(imported(exporter.write)(plan, context({}, session.plugins.extensions)))
    found: list[Artifact] = []
    for artifact in returned:
        if not isinstance(artifact, Artifact):
            raise TypeError(f"it returns a value of type {type(artifact).__name__}, not an Artifact")
        kinds = type(artifact.name), type(artifact.data)
        if kinds != (str, bytes):
            types = " and ".join(kind.__name__ for kind in kinds)
            raise TypeError(f"it returns an Artifact of {types}, not of str and bytes")
        found.append(artifact)
    return found


def _made(exporter: Exporter, session: Session, samples: Iterable[Sample]) -> Iterator[tuple[Sample, list[Artifact]]]:
    """Return the files of each plan; plans that the exporter does not export are left to :func:`makes_files`."""
    for sample in samples:
        try:
            yield sample, artifacts(exporter, session, sample.plan)
        except Exception:  # noqa: BLE001, S112 - reported by makes_files
            continue


@law
def makes_files(exporter: Exporter, session: Session, samples: Iterable[Sample]) -> Iterator[tuple[str, str]]:
    """Check that it makes at least one file of every plan, or refuses an odd one with an exception of empact."""
    for sample in samples:
        try:
            if not artifacts(exporter, session, sample.plan):
                yield f"The exporter {exporter.name!r} writes no file", sample.what
        except Exception as crash:  # noqa: BLE001 - an exporter may raise anything
            if not (sample.odd and isinstance(crash, EmpactError)):
                yield f"The exporter {exporter.name!r} stops with {cause_of(crash)}", sample.what


@law
def names_files_safely(exporter: Exporter, session: Session, samples: Iterable[Sample]) -> Iterator[tuple[str, str]]:
    """Check that all files are in the output folder, and that no two have the same name."""
    for sample, made in _made(exporter, session, samples):
        names = [artifact.name for artifact in made]
        for name in dict.fromkeys(names):
            if not is_file_name(name):
                yield f"The exporter {exporter.name!r} writes {name!r}, which is not a safe file name", sample.what
            if names.count(name) > 1:
                yield f"The exporter {exporter.name!r} writes {name!r} twice", sample.what


@law
def makes_the_same_again(exporter: Exporter, session: Session, samples: Iterable[Sample]) -> Iterator[tuple[str, str]]:
    """Check that it makes the same bytes of a plan each time, and uses neither the clock nor random numbers."""
    package = exporter.write.partition(":")[0].partition(".")[0]
    for sample, made in _made(exporter, session, samples):
        with guarded() as uses:
            again = [found for _, found in _made(exporter, session, [sample])]
        if again != [made]:
            yield f"The exporter {exporter.name!r} writes different bytes the second time", sample.what
        for use in uses:
            if use.what in {"the clock", "random numbers"} and use.module.partition(".")[0] == package:
                yield f"The exporter {exporter.name!r} uses {use}, so its bytes can differ each time", sample.what


@law
def carries_the_marking(exporter: Exporter, session: Session, samples: Iterable[Sample]) -> Iterator[tuple[str, str]]:
    """Check that each text file contains the marking of the plan."""
    marked = (attrs.evolve(sample, plan=attrs.evolve(sample.plan, marking=MARKING)) for sample in samples)
    for sample, made in _made(exporter, session, marked):
        for artifact in made:
            text = _text(artifact.data)
            if text is not None and MARKING not in text and MARKING not in _FOLD.sub("", text):
                yield f"The exporter {exporter.name!r} omits the marking from {artifact.name!r}", sample.what


def _text(data: bytes) -> str | None:
    """Return the text of a file, or None if it is not a text file."""
    try:
        text = data.decode("utf-8-sig")
    except ValueError:
        return None
    return None if "\0" in text else text


@law
def loses_nothing(exporter: Exporter, session: Session, samples: Iterable[Sample]) -> Iterator[tuple[str, str]]:
    """Check that the reader of the same name reads the same plan from each file."""
    for sample, made in _made(exporter, session, samples):
        for artifact in made:
            reading = session.read(io.BytesIO(artifact.data), format=exporter.name)
            if reading.value is None:
                why = "; ".join(problem.message for problem in reading.diagnostics)
                yield f"The file of the exporter {exporter.name!r} cannot be read: {why}", sample.what
            elif reading.value != sample.plan:
                yield f"The file of the exporter {exporter.name!r} is read as a different plan", sample.what
