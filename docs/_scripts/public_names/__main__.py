"""Writes what follows from the public names: the stubs of the lazy packages, and descriptions of the public ones.

Run it after a change of a public name, or of what belongs to one: a field, a type, a default, a signature::

    python docs/_scripts/public_names

- ``src/empact/**/__init__.pyi`` is what type checkers and editors read of a package whose names are imported when they
  are first used (:mod:`empact.lazy`).
- ``tests/api/PACKAGE.txt`` has the public names of a package with their fields, types, defaults and signatures. Its
  difference shows in a review what a change means for users and plugins.

After a release, ``python docs/_scripts/public_names --released`` also copies these descriptions to
``tests/api/released/``. From then on, each change of a public name needs a line in the changelog (:mod:`changes`).
"""

from __future__ import annotations

import sys
from pathlib import Path

from changes import changes, missing
from descriptions import PUBLIC, description
from sources import ROOT, lazy_packages, source
from stubs import stub

DESCRIPTIONS = ROOT / "tests" / "api"
RELEASED = DESCRIPTIONS / "released"


def files() -> dict[Path, str]:
    """Return the text of each file."""
    stubs = {source(package).path.with_suffix(".pyi"): stub(package) for package in lazy_packages()}
    return stubs | {DESCRIPTIONS / f"{package}.txt": description(package) for package in PUBLIC}


def unsaid() -> list[str]:
    """Return what the changelog does not say about changes since the last release, each as what to write where."""
    changed = [
        change
        for package in PUBLIC
        for change in changes(package, (RELEASED / f"{package}.txt").read_text(encoding="utf-8"), description(package))
    ]
    return missing(changed, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    written = files()
    if sys.argv[1:] == ["--released"]:
        written |= {RELEASED / f"{package}.txt": description(package) for package in PUBLIC}
    for file, text in written.items():
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    for what in unsaid():
        sys.stderr.write(f"{what}\n")
