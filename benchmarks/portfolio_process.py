"""A program that ``portfolio.py`` runs: it loads and checks the first plans of a folder, and prints what that needs."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from empact import Session

_KIB = 1 if sys.platform == "darwin" else 1024
"""The unit of the peak memory of a process, in bytes."""


def main(folder: str, plans: str) -> None:
    """Print the processor times in seconds, and the bytes by which the memory of the process grows at its peak."""
    files = sorted(Path(folder).iterdir(), key=lambda file: (file.stem[2:], file.stem))[: int(plans)]
    session = Session()
    session.validate(session.load(files[0]))  # fills the caches: the grammar, the register, the rules
    base, begin = _peak(), time.process_time()
    loaded_plans = [session.load(file) for file in files]
    loaded = time.process_time()
    session.validate(*loaded_plans)
    checked = time.process_time()
    memory = max(_peak() - base, _KIB)
    print(json.dumps({"load plans": loaded - begin, "check plans": checked - loaded, "memory of plans": memory}))


def _peak() -> int:
    """Return the peak memory of this process, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIB


if __name__ == "__main__":
    main(*sys.argv[1:])
