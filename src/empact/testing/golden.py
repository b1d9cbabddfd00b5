"""Golden files: what a program made once and a person has read, compared with what it makes now."""

from __future__ import annotations

import difflib
from pathlib import Path

import attrs

OPTION = "--update-golden"
"""The option of pytest by which golden files are written anew."""

_LINES = 200


@attrs.frozen
class Golden:
    """Compares what a test made with the files of a folder, and writes them where ``update`` says so.

    A text is compared without regard to how its lines end, bytes to the last one.
    """

    folder: Path
    update: bool = False

    def __call__(self, name: str, made: bytes | str) -> None:
        """Fail unless the golden file of this name holds what was made; the message shows the difference.

        Raises:
            AssertionError: The file is missing, or differs.
            ValueError: The name leads out of the folder.
        """
        path = self.folder / name
        if not path.resolve().is_relative_to(self.folder.resolve()):
            raise ValueError(f"The golden file {name!r} is outside of its folder.")
        data = made.encode() if isinstance(made, str) else made
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            return
        cure = f"run 'pytest {OPTION}', and read it before you commit it."
        if not path.is_file():
            raise AssertionError(f"The golden file {path} does not exist: to make it, {cure}")
        golden = path.read_bytes()
        if isinstance(made, str):
            golden, data = golden.replace(b"\r\n", b"\n"), data.replace(b"\r\n", b"\n")
        if golden != data:
            raise AssertionError(
                f"{path} differs from what was made. If that is meant, {cure}\n{_differences(golden, data)}"
            )


def _differences(golden: bytes, made: bytes) -> str:
    try:
        before, after = (data.decode().splitlines() for data in (golden, made))
    except UnicodeDecodeError:
        return _first_difference(golden, made)
    lines = list(difflib.unified_diff(before, after, "golden", "made", lineterm=""))
    if not lines:
        return _first_difference(golden, made)
    more = [f"... and {len(lines) - _LINES} more lines"] if len(lines) > _LINES else []
    return "\n".join([*lines[:_LINES], *more])


def _first_difference(golden: bytes, made: bytes) -> str:
    at = next((at for at, (one, other) in enumerate(zip(golden, made, strict=False)) if one != other), None)
    where = min(len(golden), len(made)) if at is None else at
    return f"The first difference is at byte {where}; golden has {len(golden)} bytes, {len(made)} were made."
