"""Build hook: a wheel gets a table of known texts, those of the plan in it, each with the value it is parsed into.

With the table, reading the plan compiles no patterns of the notation. The table is a module that calls the classes of
the model, so it is as readable and as safe as other code. The sources beside this file make it, and parsing depends on
the text alone: the values are those that the parsers in the same wheel return.

``python hatch_build.py FILE`` writes the table. The hook runs this in a new interpreter, which has parsed nothing yet.
"""

from __future__ import annotations

import collections
import datetime as dt
import enum
import functools
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
SOURCES = (ROOT / "src", ROOT / "examples" / "oap_c_2012" / "src")

KnownTexts = Mapping[str, Mapping[str, Any]]
"""The value of each text, by parser."""

HEAD = '''\
"""The texts of the bundled plan and what they are parsed into. Written when the wheel was built; see `caching`."""

import datetime

from empact import model
from empact.model.typed import types_checked

with types_checked():
    KNOWN_TEXTS = {
'''


class KnownTextsHook(BuildHookInterface[Any]):
    """Adds the table to a wheel, but not to an editable install: there the notation can change after the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the table into a temporary folder, which keeps the checkout as it is."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        table = Path(self._folder.name, "known_texts.py")
        path = os.pathsep.join(filter(None, [*map(str, SOURCES), os.environ.get("PYTHONPATH")]))
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        subprocess.run([sys.executable, __file__, table], env=environment, check=True)  # noqa: S603
        build_data["force_include"][str(table)] = "empact/grammar/known_texts.py"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - given by name
        """Remove the temporary folder."""
        if version != "editable":
            self._folder.cleanup()


def known_texts() -> KnownTexts:
    """Read and check the bundled plan, and return every text that was parsed, with its value."""
    from empact.grammar import caching

    known: dict[str, dict[str, Any]] = collections.defaultdict(dict)
    cached = caching.cached

    def recorded(parse: Callable[[str], object]) -> Callable[[str], object]:
        read, values = cached(parse), known[caching.parser_name(parse)]

        @functools.wraps(parse)
        def parse_text(text: str) -> object:
            values[text] = value = read(text)
            return value

        return parse_text

    caching.cached = cast("Any", recorded)  # before a module of the notation is imported

    import oap_c_2012
    from empact import Session

    session = Session([oap_c_2012])
    session.validate(*(session.load(plan.name) for plan in session.bundled))
    return known


def written(value: object) -> str:
    """Return the expression that makes a value of the model."""
    import attrs

    cls: type[Any] = type(value)
    if attrs.has(cls):
        fields = {field.alias: (getattr(value, field.name), field.default) for field in attrs.fields(cls) if field.init}
        given = (f"{name}={written(field)}" for name, (field, default) in fields.items() if field != default)
        return f"model.{cls.__name__}({', '.join(given)})"
    if isinstance(value, tuple):
        return f"({''.join(f'{written(item)}, ' for item in cast('tuple[object, ...]', value))})"
    if isinstance(value, enum.Enum):
        return f"model.{cls.__name__}.{value.name}"
    if value is None or isinstance(value, (str, int, dt.date)):
        return repr(value)
    raise TypeError(f"A known text has a {cls.__name__}, which this hook cannot write")


def module(known: KnownTexts) -> Iterator[str]:
    """Return the lines of the table, in an order that is the same in each build."""
    yield HEAD
    for parser, values in sorted(known.items()):
        yield f"        {parser!r}: {{\n"
        yield from (f"            {text!r}: {written(value)},\n" for text, value in sorted(values.items()))
        yield "        },\n"
    yield "    }\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text("".join(module(known_texts())), encoding="utf-8", newline="\n")
