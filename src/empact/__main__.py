"""``empact`` and ``python -m empact``: the command line in a process of its own."""

import atexit
import gc


def run() -> None:
    """Run a command without the cyclic garbage collector.

    A command makes many values that stay and almost no cycles, and then the process ends: to look for cycles again and
    again, and in everything at the end, takes a tenth of the validation of one plan.
    """
    gc.disable()
    atexit.register(gc.freeze)
    from empact.cli import main

    main()


if __name__ == "__main__":
    run()
