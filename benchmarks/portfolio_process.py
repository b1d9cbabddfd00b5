"""A program that ``portfolio.py`` runs: it loads and checks the plans of files, and prints the processor times."""

from __future__ import annotations

import json
import sys
import time

from empact import Session


def main(*files: str) -> None:
    """Print the processor times in seconds."""
    session = Session()
    session.validate(session.load(files[0]))  # fills the caches: the grammar, the register, the rules
    begin = time.process_time()
    loaded_plans = [session.load(file) for file in files]
    loaded = time.process_time()
    session.validate(*loaded_plans)
    print(json.dumps({"load plans": loaded - begin, "check plans": time.process_time() - loaded}))


if __name__ == "__main__":
    main(*sys.argv[1:])
