"""Mappings as folders: one file for each decision on where records stand after a revision, which is never changed.

The files are added and read as :mod:`empact.storage.filed` says.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import attrs

from empact.diagnostics import MAPPING_CHANGED, MAPPING_MISPLACED
from empact.errors import UnknownIdError
from empact.model import FiledMapping, Mappings, Plan, RevisionMapping
from empact.model.mappings import mappings_by_plan
from empact.model.plan import plan_id
from empact.serde.kinds import MAPPING
from empact.storage import folders
from empact.storage.filed import FiledReadings, FilingRules, prepare, read_files, write_file
from empact.storage.markings import UNKNOWN, Markings
from empact.storage.sources import exists
from empact.values import value

if TYPE_CHECKING:
    from empact.hooks.registry import Plugins

_RULES: FilingRules[RevisionMapping, FiledMapping] = FilingRules(
    kind=MAPPING,
    make=FiledMapping,
    changed=MAPPING_CHANGED,
    misplaced=MAPPING_MISPLACED,
    noun="mapping",
    whole="mappings",
    remedy="To decide otherwise, add a mapping that supersedes it.",
)


@value
class MappingReading(FiledReadings[RevisionMapping]):
    """The result of reading a folder of mappings: a reading of each file, and the mappings of each plan."""

    rules: ClassVar = _RULES
    mappings: tuple[Mappings, ...] = ()
    """The mappings, one value for each plan that has any."""

    @cached_property
    def by_plan(self) -> dict[str, Mappings]:
        """The mappings by the id of the plan."""
        return mappings_by_plan(self.mappings)

    def of_plan(self, plan: Plan | str) -> Mappings:
        """Return the mappings of a plan or its id; there are none if the folder has no mapping of the plan."""
        mappings = self.by_plan.get(id := plan_id(plan))
        return Mappings(plan=id) if mappings is None else mappings

    @property
    def filed(self) -> Iterator[FiledMapping]:
        """The mappings of all plans."""
        return (mapping for mappings in self.mappings for mapping in mappings)


MappingSource = Mappings | Iterable[Mappings] | MappingReading | str | os.PathLike[str] | None
"""Where mappings come from: those of a plan, of several, a reading, or a folder.

None is the folder of the workspace, if there is one.
"""


def read_mappings(folder: Path, plugins: Plugins, markings: Markings = UNKNOWN) -> MappingReading:
    """Read the mappings of a folder and its subfolders.

    Hidden files are ignored: a mapping has a hidden name while it is being written.

    Raises:
        OSError: The folder cannot be listed, or a file of it cannot be opened.
    """
    paths = folders.list_files(folder, plugins.suffixes)
    readings, of_plans = read_files(folder, paths, plugins, _RULES, markings)
    mappings = (Mappings(plan=plan, mappings=tuple(of_plan)) for plan, of_plan in of_plans.items())
    return MappingReading(readings, mappings=tuple(mappings))


def write_mapping(
    folder: Path, mapping: RevisionMapping, plugins: Plugins, markings: Markings = UNKNOWN
) -> FiledMapping:
    """Add a mapping as a new file, unless a mapping in force says the same; return it.

    Raises:
        PlanReadError: A file of the folder is not valid or was changed, or one of this plan is misplaced.
        UnknownIdError: It supersedes a mapping that the folder does not have.
        ExportError: The mapping would be different when read again.
        OSError: The file cannot be written. No part of it is left behind.
    """
    known = read_mappings(folder, plugins, markings) if exists(folder) else MappingReading()
    there = known.require_complete(mapping.plan).of_plan(mapping.plan)
    for filed in there.in_force:
        if attrs.evolve(filed.content, on=mapping.on, supersedes=mapping.supersedes) == mapping:
            return filed
    ids = [filed.id for filed in there]
    for id in mapping.supersedes:
        if id not in ids:
            raise UnknownIdError("Mapping", id, ids)
    filed, data = prepare(mapping, ["mapping"], plugins, _RULES, markings)
    write_file(folder, filed, data)
    return filed
