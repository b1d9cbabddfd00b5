"""The rooms of empact, by the table in ``tests/project/rooms.txt``, and the imports that break their order."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from tests.support.imports import Edge, home_of, imports, modules, uses
from tests.support.paths import ROOT

FOLDER = ROOT / "tests" / "project"
CORE = "core"

_SECTION = re.compile(r"\[([\w/]+)\](?: reads (\w+(?:, \w+)*))?")


class Rooms(NamedTuple):
    """The rooms, with their modules and what they may import besides the core."""

    lines: Mapping[str, str]
    """The room of each line, which is the path of a module or of a folder."""
    reads: Mapping[str, frozenset[str]]
    """The rooms that each room may import; ``core`` is not one of them."""

    def of_place(self, place: str) -> str:
        """Return the room of the module with this path below the folder of empact; ``core`` if it is in none."""
        folders = (f"{folder}/" for folder in PurePosixPath(place).parents)
        return next((self.lines[line] for line in (place, *folders) if line in self.lines), CORE)

    def of_module(self, name: str) -> str:
        """Return the room of a module of empact; ``core`` if it is in none."""
        return self.of_place(modules()[name].place)

    def exceptions(self, edges: Iterable[Edge]) -> list[str]:
        """Return the imports that break the order of the rooms, each as a line of ``import_exceptions.txt``."""
        return sorted(
            f"{importer} -> {imported}"
            for importer, imported in edges
            if not self.permits(self.of_module(importer), self.of_module(imported))
        )

    def permits(self, importer: str, imported: str) -> bool:
        """Whether a room, or the core, may import another one."""
        return imported in {CORE, importer} or imported in self.reads.get(importer, ())


def parse_rooms(text: str) -> Rooms:
    """Return the rooms of a table.

    Raises:
        ValueError: A line is in two rooms, or a section is not written as ``[room] reads other, another``.
    """
    lines: dict[str, str] = {}
    reads: dict[str, frozenset[str]] = {}
    room = CORE
    for line in text.splitlines():
        section = _SECTION.fullmatch(line)
        if section is not None:
            room = section[1].partition("/")[0] if section[1].startswith(f"{CORE}/") else section[1]
            if room != CORE:
                reads[room] = frozenset((section[2] or "").split(", ")) - {""}
        elif line.startswith("[") or line in lines:
            message = f"The line {line!r} is in two rooms, or is not the name of a room."
            raise ValueError(message)
        elif line and not line.startswith("#"):
            lines[line] = room
    return Rooms(lines, reads)


@functools.cache
def rooms() -> Rooms:
    """Return the rooms of empact."""
    return parse_rooms((FOLDER / "rooms.txt").read_text(encoding="utf-8"))


def exceptions() -> list[str]:
    """Return the imports of empact that break the order of the rooms, in the order of the alphabet."""
    return rooms().exceptions(imports())


def non_public_names() -> list[str]:
    """Return the names of the core that rooms use and that no public package offers, once for each room.

    Public are the names in the tables of the packages that the table of ``empact`` names, and in that table itself; of
    a public module without a table, all names without an underscore.
    """
    packages = ["empact", *(f"empact.{name}" for name, (module, _) in modules()["empact"].lazy.items() if not module)]
    public = {home_of(package, name) for package in packages for name in modules()[package].lazy}
    names = {
        f"{room}: {use.imported}.{use.name}"
        for use in uses()
        if use.name and (room := rooms().of_module(use.importer)) != CORE == rooms().of_module(use.imported)
        if (use.imported, use.name) not in public and (use.imported not in packages or use.name.startswith("_"))
    }
    return sorted(names)
