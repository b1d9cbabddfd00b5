"""Reads the files inside packages."""

from __future__ import annotations

import pkgutil


def read_resource(package: str, path: str) -> bytes:
    """Return the content of a file inside a package; ``path`` has forward slashes.

    ``importlib.resources`` is used only for what ``pkgutil`` cannot read, since importing it takes much longer.

    Raises:
        ImportError: The package does not exist.
        OSError: The file cannot be read.
    """
    data = pkgutil.get_data(package, path)
    if data is None:  # a package of several folders, or without a loader
        from importlib import resources

        data = (resources.files(package) / path).read_bytes()
    return data


def resource_path(package: str, path: str) -> str:
    """Return where the file inside a package is, which is a path inside an archive if the package is in one."""
    from importlib import resources

    return str(resources.files(package) / path)
