"""Writes what follows from the public names: the stubs of the lazy packages, and descriptions of the public ones.

Run it after a change of a public name, or of what belongs to one: a field, a type, a default, a signature::

    python docs/_scripts/public_names

- ``src/empact/**/__init__.pyi`` is what type checkers and editors read of a package whose names are imported when they
  are first used (:mod:`empact.lazy`).
- ``tests/api/PACKAGE.txt`` has the public names of a package with their fields, types, defaults and signatures. Its
  difference shows in a review what a change means for users and plugins.
"""

from __future__ import annotations

from pathlib import Path

from descriptions import PUBLIC, description
from sources import ROOT, lazy_packages, source
from stubs import stub


def files() -> dict[Path, str]:
    """Return the text of each file."""
    stubs = {source(package).path.with_suffix(".pyi"): stub(package) for package in lazy_packages()}
    return stubs | {ROOT / "tests" / "api" / f"{package}.txt": description(package) for package in PUBLIC}


if __name__ == "__main__":
    for file, text in files().items():
        file.write_text(text, encoding="utf-8", newline="\n")
