"""Seals as folders: one file per seal, which is never changed; a later seal of the checkpoint counts before it.

The files are added and read as :mod:`empact.storage.filed` says.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import attrs

from empact.diagnostics import SEAL_CHANGED, SEAL_MISPLACED
from empact.model import FiledSeal, Plan, Seal, Seals
from empact.model.plan import plan_id
from empact.model.seals import seals_by_plan
from empact.serde.kinds import SEAL
from empact.storage import folders
from empact.storage.filed import FiledReadings, FilingRules, prepare, read_files, write_file
from empact.storage.markings import UNKNOWN, Markings
from empact.storage.sources import exists
from empact.values import value

if TYPE_CHECKING:
    from empact.hooks.registry import Plugins

_RULES: FilingRules[Seal, FiledSeal] = FilingRules(
    kind=SEAL,
    make=FiledSeal,
    changed=SEAL_CHANGED,
    misplaced=SEAL_MISPLACED,
    noun="seal",
    whole="seals",
    remedy="To seal the current records, make another seal.",
)


@value
class SealReading(FiledReadings[Seal]):
    """The result of reading a folder of seals: a reading of each file, and the seals of each plan."""

    rules: ClassVar = _RULES
    seals: tuple[Seals, ...] = ()
    """The seals, one value for each plan that has any."""

    @cached_property
    def by_plan(self) -> dict[str, Seals]:
        """The seals by the id of the plan."""
        return seals_by_plan(self.seals)

    def of_plan(self, plan: Plan | str) -> Seals:
        """Return the seals of a plan or its id; there are none if the folder has no seal of the plan."""
        seals = self.by_plan.get(id := plan_id(plan))
        return Seals(plan=id) if seals is None else seals

    @property
    def filed(self) -> Iterator[FiledSeal]:
        """The seals of all plans."""
        return (seal for seals in self.seals for seal in seals)


SealSource = Seals | Iterable[Seals] | SealReading | str | os.PathLike[str] | None
"""Where seals come from: those of a plan, of several, a reading, or a folder.

None is the folder of the workspace, if there is one.
"""


def read_seals(folder: Path, plugins: Plugins, markings: Markings = UNKNOWN) -> SealReading:
    """Read the seals of a folder and its subfolders.

    Hidden files are ignored: a seal has a hidden name while it is being written.

    Raises:
        OSError: The folder cannot be listed, or a file of it cannot be opened.
    """
    paths = folders.list_files(folder, plugins.folder_suffixes)
    readings, of_plans = read_files(folder, paths, plugins, _RULES, markings)
    seals = (Seals(plan=plan, seals=tuple(of_plan)) for plan, of_plan in of_plans.items())
    return SealReading(readings, seals=tuple(seals))


def write_seal(folder: Path, seal: Seal, plugins: Plugins, markings: Markings = UNKNOWN) -> FiledSeal:
    """Add a seal as a new file, unless the newest seal of its checkpoint lists the same on the same day; return it.

    Raises:
        PlanReadError: A file of the folder is not valid or was changed, or one of this plan is misplaced.
        ExportError: The seal would be different when read again.
        OSError: The file cannot be written. No part of it is left behind.
    """
    known = read_seals(folder, plugins, markings) if exists(folder) else SealReading()
    for filed in known.require_complete(seal.plan).of_plan(seal.plan).newest:
        if attrs.evolve(filed.content, seals=seal.seals) == seal:
            return filed
    filed, data = prepare(seal, [seal.checkpoint.casefold()], plugins, _RULES, markings)
    write_file(folder, filed, data)
    return filed
