"""Where the files of an export go: to a file or a folder, or to the standard output."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from empact.cli.console import echo_raw, standard_output
from empact.cli.options import is_stdout
from empact.hooks import Artifact, printable
from empact.session import Session
from empact.session.exporting import deliver

F = TypeVar("F", bound=Callable[..., Any])
_NAMED = 3
"""The most files that the message about a missing folder names."""


def output_path_option(text: str) -> Callable[[F], F]:
    """The option ``-o`` for a file or a folder: a text and not a path, which loses the separator at its end."""
    return click.option("-o", "--output", metavar="PATH", callback=_not_empty, help=text)


def _not_empty(_ctx: click.Context, _parameter: click.Parameter, given: str | None) -> str | None:
    if given is not None and not given:
        raise click.BadParameter("it is empty; write . for the current folder.", param_hint="'-o'")
    return given


def is_one_file(output: str, suffix: str) -> bool:
    """Whether a path names one file of a format: it has its suffix, and is neither a folder nor the standard output."""
    return Path(output).suffix.lower() == suffix and not _is_folder(output) and not is_stdout(Path(output))


def check_suffix(session: Session, to: str, document: str, output: str | None, option: str) -> None:
    """Check that a file that is to be written does not have the suffix of another format.

    Args:
        session: It has the formats.
        to: The name of the format.
        document: The name of the document.
        output: The path of the call.
        option: The option that names the format.

    Raises:
        click.UsageError: It has; the message says what to write.
    """
    if output is None:
        return
    from empact.session.export_paths import other_format  # what is printed has no path

    what = other_format(session.plugins, to, document, output, f"{option} {{}}")
    if what is not None:
        raise click.UsageError(what)


def is_file_of(artifacts: Sequence[Artifact], output: str | None) -> bool:
    """Whether the files of an export are written as one file, not into a folder or to the standard output."""
    return len(artifacts) == 1 and output is not None and not _is_folder(output) and not is_stdout(Path(output))


def _is_folder(output: str) -> bool:
    return Path(output).is_dir() or output.endswith(("/", "\\"))


def write_artifacts(artifacts: Sequence[Artifact], to: str, output: str | None) -> None:
    """Write the files of an export to a file or folder; without one, print the only file.

    Raises:
        click.UsageError: There are several files and no folder, or the file is not text and goes to a terminal.
    """
    if output is not None and not is_stdout(Path(output)):
        deliver(artifacts, to, output)
    elif len(artifacts) == 1:
        echo_artifact(artifacts[0], to)
    else:
        names = ", ".join(artifact.name for artifact in artifacts[:_NAMED])
        if len(artifacts) > _NAMED:
            names += f" and {len(artifacts) - _NAMED} more"
        raise click.UsageError(f"There are {len(artifacts)} files: {names}. Name a folder with -o.")


def echo_artifact(artifact: Artifact, to: str) -> None:
    """Print a file on the standard output: its bytes, or on a terminal its text with control characters as escapes."""
    if not standard_output().isatty():
        echo_raw(artifact.data, nl=False)
        return
    try:
        text = artifact.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = f"The format {to!r} is not text. Name a file with -o, such as {artifact.name}."
        raise click.UsageError(message) from None
    echo_raw(printable(text.replace("\r\n", "\n")), nl=False)
