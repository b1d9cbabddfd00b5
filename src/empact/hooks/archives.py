"""The entry points if the path has an archive, or the finder of another library: ``importlib.metadata`` is asked."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata
from typing import Any

from empact.hooks.discovery import EntryPoint, name_in, normalised, trusted_name


def entry_points_of(group: str) -> Iterator[EntryPoint]:
    """Return the entry points of a group, of the first distribution of each name."""
    seen: set[str] = set()
    for dist in metadata.distributions():
        folder = _folder_of(dist)
        name = normalised(dist.name) if folder is None else name_in(folder)
        if name in seen:  # importlib compares what the metadata of an egg say, so one could hide empact
            continue
        seen.add(name)
        for point in dist.entry_points.select(group=group):
            owner = dist.name if folder is None else trusted_name(dist.name, folder)
            yield EntryPoint(point.name, point.value, point.load, owner, dist.version)


def _folder_of(dist: metadata.Distribution) -> str | None:
    """Return the name of the folder, or of the egg, with the metadata; None if only another finder knows it."""
    path: Any = getattr(dist, "_path", None)  # nothing public of a Distribution says where its metadata are
    if path is None:
        return None
    return str(path.parent.name if path.name.lower() == "egg-info" else path.name)
