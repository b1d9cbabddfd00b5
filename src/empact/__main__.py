"""``python -m empact`` and the program ``empact``: prepare the standard streams, then run the command line."""

from __future__ import annotations

import atexit
import errno
import gc
import io
import os
import sys
from pathlib import Path
from typing import NoReturn

EXIT_INTERRUPTED = 130


class _Closed(io.TextIOBase):
    """A standard output that the caller closed: printing nothing works, printing anything is an error."""

    encoding = "utf-8"

    def write(self, _text: str, /) -> NoReturn:
        raise OSError(errno.EBADF, "The standard output is closed")


def main() -> None:
    """Run the command line.

    Ctrl-C ends it with one line, also while modules are imported. Streams that the caller closed are None in Python;
    they are replaced, so that no command has to ask.

    The cyclic garbage collector does not run: a command makes many values that stay and almost no cycles, and then the
    process ends. To look for cycles again and again, and in everything at the end, takes a tenth of a validation.
    """
    gc.disable()
    atexit.register(gc.freeze)
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open until the program ends
    if sys.stdout is None:
        sys.stdout = _Closed()
    try:
        from empact.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("Error: Interrupted.\n")
        sys.exit(EXIT_INTERRUPTED)


if __name__ == "__main__":
    main()
