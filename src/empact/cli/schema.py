"""``empact schema``: the JSON Schema of a kind of file."""

from __future__ import annotations

from pathlib import Path

import click

from empact.cli.options import is_stdout, output_option
from empact.serde.kinds import FILE_KINDS
from empact.session import Session

_KINDS = {kind.word: kind for kind in FILE_KINDS}


@click.command()
@click.option(
    "--of", "kind", type=click.Choice(list(_KINDS)), default="plan", show_default=True, help="The kind of file."
)
@output_option("FILE", "The file to write; default, or '-': the standard output.")
@click.pass_obj
def schema(session: Session, kind: str, output: Path | None) -> None:
    """Write the JSON Schema of a kind of file, so that an editor completes keys and marks errors.

    \b
    empact schema -o plan-1.schema.json

    Save the schema beside your plan, and start the plan with this line. An editor with a YAML language server (VS Code
    with the YAML extension, Neovim, Emacs and others) then finds the schema:

    \b
    # yaml-language-server: $schema=plan-1.schema.json
    """
    if is_stdout(output):
        click.echo(session.schema(of=_KINDS[kind].cls), nl=False)
    else:
        session.schema(output, of=_KINDS[kind].cls)
