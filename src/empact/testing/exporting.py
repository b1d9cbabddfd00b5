"""What every exporter keeps to, each law as the sentences that tell where it is broken."""

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
    """What an exporter hands over; whatever it raises goes on, and TypeError tells what is no file."""
    handed_over: list[object] = list(imported(exporter.write)(plan, context({}, session.extensions)))
    found: list[Artifact] = []
    for one in handed_over:
        if not isinstance(one, Artifact):
            raise TypeError(f"it hands over a {type(one).__name__}, which is no Artifact")
        kinds = type(one.name), type(one.data)
        if kinds != (str, bytes):
            raise TypeError(f"it hands over an Artifact of {' and '.join(kind.__name__ for kind in kinds)}")
        found.append(one)
    return found


def _made(exporter: Exporter, session: Session, samples: Iterable[Sample]) -> Iterator[tuple[Sample, list[Artifact]]]:
    """What is made of the plans of which something is made: the others are told by :func:`makes_files`."""
    for sample in samples:
        try:
            yield sample, artifacts(exporter, session, sample.plan)
        except Exception:  # noqa: BLE001, S112 - told elsewhere
            continue


@law
def makes_files(exporter: Exporter, session: Session, samples: Iterable[Sample]) -> Iterator[tuple[str, str]]:
    """It makes at least one file of every plan, or refuses an odd one with an exception of empact."""
    for sample in samples:
        try:
            if not artifacts(exporter, session, sample.plan):
                yield f"The exporter {exporter.name!r} makes no file", sample.what
        except Exception as crash:  # noqa: BLE001 - an exporter may raise anything
            if not (sample.odd and isinstance(crash, EmpactError)):
                yield f"The exporter {exporter.name!r} stops with {cause_of(crash)}", sample.what


@law
def names_files_safely(exporter: Exporter, session: Session, samples: Iterable[Sample]) -> Iterator[tuple[str, str]]:
    """A file has the name of a file inside the target folder, and no two have the same."""
    for sample, made in _made(exporter, session, samples):
        names = [one.name for one in made]
        for name in dict.fromkeys(names):
            if not is_file_name(name):
                yield f"The exporter {exporter.name!r} writes {name!r}, which is no file inside its folder", sample.what
            if names.count(name) > 1:
                yield f"The exporter {exporter.name!r} writes {name!r} twice", sample.what


@law
def makes_the_same_again(exporter: Exporter, session: Session, samples: Iterable[Sample]) -> Iterator[tuple[str, str]]:
    """Of one plan it makes the same bytes each time; neither the clock nor chance is in its code."""
    package = exporter.write.partition(":")[0].partition(".")[0]
    for sample, made in _made(exporter, session, samples):
        with guarded() as uses:
            again = [found for _, found in _made(exporter, session, [sample])]
        if again != [made]:
            yield f"The exporter {exporter.name!r} makes other bytes the second time", sample.what
        for use in uses:
            if use.what in {"the clock", "chance"} and use.module.partition(".")[0] == package:
                yield f"The exporter {exporter.name!r} uses {use}, which makes other bytes on another day", sample.what


@law
def carries_the_marking(exporter: Exporter, session: Session, samples: Iterable[Sample]) -> Iterator[tuple[str, str]]:
    """The marking of a plan stands in each of its files that is a text."""
    marked = (attrs.evolve(sample, plan=attrs.evolve(sample.plan, marking=MARKING)) for sample in samples)
    for sample, made in _made(exporter, session, marked):
        for one in made:
            text = _text(one.data)
            if text is not None and MARKING not in text and MARKING not in _FOLD.sub("", text):
                yield f"The exporter {exporter.name!r} leaves the marking out of {one.name!r}", sample.what


def _text(data: bytes) -> str | None:
    """The text that a file holds, or None where it is none."""
    try:
        text = data.decode("utf-8-sig")
    except ValueError:
        return None
    return None if "\0" in text else text


@law
def loses_nothing(exporter: Exporter, session: Session, samples: Iterable[Sample]) -> Iterator[tuple[str, str]]:
    """What it writes, the reader of its name reads as the same plan."""
    for sample, made in _made(exporter, session, samples):
        for one in made:
            reading = session.read(io.BytesIO(one.data), format=exporter.name)
            if reading.value is None:
                why = "; ".join(each.message for each in reading.diagnostics)
                yield f"What the exporter {exporter.name!r} makes cannot be read: {why}", sample.what
            elif reading.value != sample.plan:
                yield f"What the exporter {exporter.name!r} makes is read as another plan", sample.what
