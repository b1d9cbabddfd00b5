"""Golden files: output that was reviewed once, and is compared with the output of today."""

from __future__ import annotations

import difflib
from pathlib import Path

import attrs

from empact.storage.writing import followed

OPTION = "--update-golden"
"""The pytest option that overwrites golden files."""

_LINES = 200


@attrs.frozen
class Golden:
    """Compares output with golden files: output that was reviewed once.

    Line ends make no difference in a text; bytes have to be equal.
    """

    folder: Path
    """The folder with the golden files."""
    update: bool = False
    """Whether the files are overwritten instead of compared."""

    def __call__(self, name: str, made: bytes | str) -> None:
        """Compare output with the golden file of this name.

        Raises:
            AssertionError: The file is missing or differs; the message shows the difference.
            OSError: Links lead to each other.
            ValueError: The file would be outside the folder.
        """
        path = self.folder / name
        if not followed(path).is_relative_to(followed(self.folder)):
            raise ValueError(f"The golden file {name!r} is outside its folder.")
        data = made.encode() if isinstance(made, str) else made
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            return
        hint = f"run 'pytest {OPTION}', and read it before you commit it."
        if not path.is_file():
            raise AssertionError(f"The golden file {path} does not exist. To create it, {hint}")
        golden = path.read_bytes()
        if isinstance(made, str):
            golden, data = golden.replace(b"\r\n", b"\n"), data.replace(b"\r\n", b"\n")
        if golden != data:
            raise AssertionError(
                f"The output differs from {path}. To update the file, {hint}\n{_differences(golden, data)}"
            )


def _differences(golden: bytes, made: bytes) -> str:
    try:
        before, after = (data.decode().splitlines() for data in (golden, made))
    except UnicodeDecodeError:
        return _first_difference(golden, made)
    lines = list(difflib.unified_diff(before, after, "golden file", "output", lineterm=""))
    if not lines:
        return _first_difference(golden, made)
    more = [f"... and {len(lines) - _LINES} more lines"] if len(lines) > _LINES else []
    return "\n".join([*lines[:_LINES], *more])


def _first_difference(golden: bytes, made: bytes) -> str:
    at = next((at for at, (one, other) in enumerate(zip(golden, made, strict=False)) if one != other), None)
    where = min(len(golden), len(made)) if at is None else at
    return f"The first difference is at byte {where}; the golden file has {len(golden)} bytes, the output {len(made)}."
