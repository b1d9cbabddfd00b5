"""Write the JSON Schema of each kind of result, so that a review shows what changes: ``tests/outputs/schemas/``."""

from __future__ import annotations

from pathlib import Path

from empact import Session

FOLDER = Path(__file__).parents[2] / "tests" / "outputs" / "schemas"


def main() -> None:
    """Write the files, and remove those of kinds that are gone."""
    session = Session()
    schemas = {f"{kind.name}-{kind.version}.schema.json": session.schema(of=kind.name) for kind in session.result_kinds}
    FOLDER.mkdir(exist_ok=True)
    for file in FOLDER.iterdir():
        if file.name not in schemas:
            file.unlink()
    for name, schema in schemas.items():
        (FOLDER / name).write_bytes(schema)


if __name__ == "__main__":
    main()
