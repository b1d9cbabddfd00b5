"""``python -m empact`` is the command ``empact``."""

from empact.cli import main

if __name__ == "__main__":
    main()
