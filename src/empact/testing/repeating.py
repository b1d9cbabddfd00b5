"""Runs the code of a plugin in a second process, with another hash seed, and compares what it answers.

In the order of a set and in ``hash()`` and ``id()``, two processes differ; the same process never does. So this is the
only way to find a result that depends on them. It also shows what the import of the plugin prints and changes, since
the first process has imported it already. The process runs once for a plugin, beside the other checks.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import io
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import IO, Any

import attrs

from empact.errors import PASSING, cause_of
from empact.hooks import Command, DocumentSpec, Exporter, Formatter, Party, Profile, Reader, Rule
from empact.model import Extension
from empact.testing import commanding, documenting, exporting, formatting, reading
from empact.testing.isolation import Isolated
from empact.testing.laws import Tested, digest, named
from empact.testing.running import Runner
from empact.testing.samples import Sample, usual
from empact.testing.surroundings import kept

_SEEDS = ("1", "2")
_LIMIT = 600
"""The seconds that the second process may take."""
_KINDS: Sequence[tuple[type[Any], Any, str]] = (
    (DocumentSpec, documenting, "builds another document"),
    (Exporter, exporting, "writes other bytes"),
    (Reader, reading, "reads something else"),
    (Formatter, formatting, "formats another text"),
    (Command, commanding, "prints something else"),
)
_WHY = "sort what comes from a set, and use neither hash() nor id()"


@attrs.frozen
class _Job:
    """What the second process needs."""

    plugin: str
    """The name of its module."""
    samples: bytes
    """The pickled plans; reading them imports the plugin, whose data they have."""
    files: dict[str, tuple[bytes, ...]]


@attrs.frozen
class _Result:
    """What the second process found."""

    fault: str | None = None
    """Why the plugin cannot be loaded there."""
    changes: tuple[str, ...] = ()
    """What the import and the hooks print and change."""
    answers: dict[tuple[str, str, str], bytes] = attrs.field(factory=dict[tuple[str, str, str], bytes])
    """The digest of each answer, by what answers, how, and the case."""


_ORDERED: tuple[type[Any], ...] = (Rule, *(kind for kind, _, _ in _KINDS), Party, Profile, Extension)
Answers = dict[tuple[str, str, str], bytes]


def order_of(alone: Isolated) -> Answers:
    """Return the digest of the names that a plugin provides at each hook, in their order."""
    return {
        (f"The plugin {alone.name!r}", "provides another order", f"{kind.__name__}s"): digest(
            [str(getattr(value, "name", value)) for value in alone.provided(kind)]
        )
        for kind in _ORDERED
    }


def of_rules(alone: Isolated, runner: Runner, samples: Sequence[Sample]) -> Answers:
    """Return the digest of the findings of each rule, and of the data of extensions as a plan has them."""
    answers = Answers()
    for rule in alone.provided(Rule):
        for case, answer in runner.answers(rule, samples).items():
            answers[f"The rule {rule.name!r} ({rule.code})", "reports different findings", case] = digest(answer)
    if alone.provided(Extension):
        for sample in samples:
            if not sample.drawn:
                read = alone.session.read(io.BytesIO(alone.session.export(sample.plan, to="json")), format="json").value
                answers[f"The data of the plugin {alone.name!r}", "are read in another order", sample.what] = digest(
                    read
                )
    return answers


def of_descriptor(tested: Tested[Any]) -> Answers:
    """Return the digest of each answer of a document, exporter, reader, formatter or command."""
    _, module, how = next(row for row in _KINDS if isinstance(tested.descriptor, row[0]))
    word = type(tested.descriptor).__name__.removesuffix("Spec").lower()
    what = f"The {word} {tested.descriptor.name!r}"
    return {(what, how, case): digest(answer) for case, answer in module.answers(tested).items()}


def tested_of(
    alone: Isolated, samples: Sequence[Sample], files: Mapping[str, Iterable[bytes]], *, generated: bool
) -> Iterator[Tested[Any]]:
    """Yield everything of a plugin that has code of its own to call, but its rules."""
    for kind, _, _ in _KINDS:
        for descriptor in alone.provided(kind):
            complete: tuple[bytes, ...] = ()
            if isinstance(descriptor, Reader):
                complete = (*reading.written(alone.session, descriptor.name, usual()), *files.get(descriptor.name, ()))
            yield Tested(descriptor, alone.session, samples, complete, generated)


class Repetition:
    """The second process of a check: it is started, works beside the checks, is asked for its result, and is closed.

    Args:
        plugin: The plugin. If it can be imported in no other process, such as an object of a test, nothing is repeated.
        samples: The plans.
        files: The files for readers.
    """

    def __init__(self, plugin: object, samples: Sequence[Sample], files: Mapping[str, Iterable[bytes]]) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        name = _importable(plugin)
        if name is None:
            return
        own = tuple(sample for sample in samples if not sample.drawn)
        try:
            plans = pickle.dumps(own)
        except Exception:  # noqa: BLE001 - what a plugin adds to plans may be in no module that can be imported
            return
        data = pickle.dumps(_Job(name, plans, {reader: tuple(given) for reader, given in files.items()}))
        self._answer: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it outlives this function
        seed = next(seed for seed in _SEEDS if os.environ.get("PYTHONHASHSEED") != seed)
        path = os.pathsep.join(filter(None, sys.path))
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        with tempfile.TemporaryFile() as given:
            given.write(data)
            given.seek(0)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "empact.testing.repeating"],
                stdin=given,
                stdout=self._answer,
                stderr=subprocess.DEVNULL,
                env=environment,
            )

    def problems(self, before: Answers) -> Iterator[str]:
        """Wait for the second process, and yield what is different there, as sentences."""
        if self._process is None:
            return
        try:
            self._process.wait(_LIMIT)
        except subprocess.TimeoutExpired:
            yield f"The plugin does not answer within {_LIMIT} seconds in another process."
            return
        self._answer.seek(0)
        data = self._answer.read()
        if not data:
            yield "The plugin ends the process in which it is checked a second time."
            return
        try:
            result: _Result = pickle.loads(data)  # noqa: S301 - bytes of our own process
        except Exception as crash:  # noqa: BLE001 - the bytes of an answer that is not whole may mean anything
            cause = cause_of(crash)
            yield f"The plugin spoils the answer of the process in which it is checked a second time: {cause}."
            return
        if result.fault is not None:
            yield f"The plugin cannot be loaded in another process: {result.fault}."
        yield from (f"The plugin {change} when it is imported; move this into a function." for change in result.changes)
        differences: dict[tuple[str, str], list[str]] = {}
        for (what, how, case), answer in result.answers.items():
            if before.get((what, how, case), answer) != answer:
                differences.setdefault((what, how), []).append(case)
        for (what, how), cases in differences.items():
            yield f"{what} {how} in another process: {_WHY} ({named(cases)})."

    def close(self) -> None:
        """End the second process, also one that has not been asked for its result."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._answer.close()


def _importable(plugin: object) -> str | None:
    """Return the name of a module that another process can import; None if the plugin is none."""
    if not isinstance(plugin, ModuleType):
        return None
    try:
        spec = importlib.util.find_spec(plugin.__name__)
    except (ImportError, ValueError):  # a module that a test has made has no spec
        return None
    return None if spec is None or spec.origin is None else plugin.__name__


def _repeat(job: _Job) -> _Result:
    """Answer everything that the first process answers, for the plans that are not generated."""
    with kept() as changes:
        try:
            alone = Isolated(importlib.import_module(job.plugin))
            loaded = alone.loaded
        except PASSING:
            raise
        except BaseException as crash:  # noqa: BLE001 - the module of a plugin may raise anything
            return _Result(fault=cause_of(crash))
    if not loaded:
        return _Result(changes=tuple(changes))
    samples: tuple[Sample, ...] = pickle.loads(job.samples)  # noqa: S301 - bytes of our own process
    with kept():
        answers = order_of(alone) | of_rules(alone, Runner(alone.name, alone.session.register), samples)
        for tested in tested_of(alone, samples, job.files, generated=False):
            with contextlib.suppress(Exception):  # the first process reports what cannot be called
                answers |= of_descriptor(tested)
    return _Result(changes=tuple(changes), answers=answers)


def main() -> None:
    """Read a job, and write its result; what code of the plugin prints is not part of it.

    The result has a file of its own: code can also print without ``sys.stdout``, as programs and libraries in C do.
    """
    with os.fdopen(os.dup(1), "wb") as answer:
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        answer.write(pickle.dumps(_repeat(pickle.loads(sys.stdin.buffer.read()))))  # noqa: S301 - bytes of our own process


if __name__ == "__main__":
    # Under its own name, so that the values that it returns have classes that the first process knows.
    importlib.import_module("empact.testing.repeating").main()
