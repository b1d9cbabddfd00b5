"""Formats a document as GitHub-flavoured Markdown: tables, and notes as footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from empact.documents import (
    CellNote,
    Column,
    Document,
    Hyperlink,
    Layout,
    Part,
    Row,
    Section,
    Table,
    TableCell,
    Text,
    Value,
    Words,
    cell_parts,
    words_in,
)
from empact.hooks import Artifact, ExportContext
from empact.model import is_web_address
from empact.plugins.markdown.escaping import ITEM, address, inline, item, line, paragraphs

_BLANK = "______"


def write(document: Document, ctx: ExportContext) -> Iterator[Artifact]:
    """Write one file, named after the document, with its marking at the top and at the end."""
    words = words_in(ctx.language)
    notes: dict[CellNote, int] = {}
    marking = [f"**{line(document.marking)}**"] if document.marking else []
    blocks = [*marking, f"# {line(document.title)}".rstrip()]
    if document.properties:
        named = ((words.property_title(key), value) for key, value in document.properties.items())
        blocks.append("\n".join(_property(title, value) for title, value in named))
    for section in document.sections:
        blocks += [f"{'#' * (1 + max(1, min(section.level, 5)))} {line(section.title)}".rstrip()]
        blocks += _section(section, notes, words)
    blocks += [f"[^{number}]: {_note(note, words)}" for note, number in notes.items()]
    yield Artifact(f"{document.name}.md", ("\n\n".join([*blocks, *marking]) + "\n").encode())


def _property(title: str, value: Value) -> str:
    texts = map(_parts, cell_parts(TableCell(value)))
    return f"- {item(title)}: {'; '.join(texts)}".rstrip()


def _section(section: Section, notes: dict[CellNote, int], words: Words) -> Iterator[str]:
    body = section.body
    if isinstance(body, Text):
        yield from _text(body, notes)
    elif body.rows and body.columns:
        if section.layout is Layout.RECORDS:
            for row in body.rows:
                yield from _record(body.columns, row, notes)
        else:
            yield _table(body, notes)
    else:
        yield words("None.")


def _text(text: Text, notes: dict[CellNote, int]) -> Iterator[str]:
    """Return the paragraphs of a text. Its notes are in the place of their marks, which are escaped like the text."""
    by_mark = {inline(f"[^{note.mark}]"): note for note in reversed(text.notes) if note.mark is not None}
    marks = re.compile("|".join(map(re.escape, sorted(by_mark, key=len, reverse=True))))
    placed: set[CellNote] = set()

    def reference(mark: re.Match[str]) -> str:
        placed.add(by_mark[mark[0]])
        return _part(by_mark[mark[0]], notes)

    blocks: list[str] = []
    for block in (block for paragraph in text.paragraphs for block in paragraphs(paragraph)):
        if blocks and block.startswith(ITEM) and blocks[-1].startswith(ITEM):
            blocks[-1] += f"\n{block}"
        else:
            blocks.append(block)
    blocks = [marks.sub(reference, block) for block in blocks] if by_mark else blocks
    behind = "".join(_part(note, notes) for note in dict.fromkeys(text.notes) if note not in placed)
    yield from blocks[:-1]
    yield from [f"{blocks[-1] if blocks else ''}{behind}"] if blocks or behind else []


def _table(table: Table, notes: dict[CellNote, int]) -> str:
    head = [line(column.title) for column in table.columns]
    rule = ["---:" if column.type.is_right else "---" for column in table.columns]
    body = ([_cell(cell, notes) for cell in row.cells] for row in table.rows)
    return "\n".join(map(_row, (head, rule, *body)))


def _record(columns: Sequence[Column], row: Row, notes: dict[CellNote, int]) -> Iterator[str]:
    """Return a row as a heading, with its key behind the title of the column that has it, and a list of its values."""
    named = row.named_by
    title = "" if named is None else columns[named].title
    yield f"### {line(f'{title} {row.key}')}".rstrip()
    items = [
        f"- {item(columns[index].title)}: {_cell(cell, notes)}".rstrip()
        for index, cell in enumerate(row.cells)
        if cell.fill_in is not None or cell.notes or (cell.value is not None and index != named)
    ]
    if items:
        yield "\n".join(items)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: TableCell, notes: dict[CellNote, int]) -> str:
    text = "<br>".join(_parts(item, notes) for item in cell_parts(cell))
    if cell.fill_in is None:
        return text
    options = f" ({', '.join(map(line, cell.fill_in.options))})" if cell.fill_in.options else ""
    return rf"\[{text or line(_BLANK)}\]{options}"


def _parts(parts: Sequence[Part], notes: dict[CellNote, int] | None = None) -> str:
    return "".join(_part(part, {} if notes is None else notes) for part in parts)


def _part(part: Part, notes: dict[CellNote, int]) -> str:
    if isinstance(part, CellNote):
        return f"[^{notes.setdefault(part, len(notes) + 1)}]"
    if isinstance(part, Hyperlink):
        return f"[{line(part.text)}](<{address(part.url)}>)" if is_web_address(part.url) else line(part.plain)
    return inline(str(part))


def _note(note: CellNote, words: Words) -> str:
    """Return a note behind its mark: GitHub counts the footnotes of a page separately, and shows no other mark."""
    start = words("Note") if note.mark is None else f"{words('Note')} {line(note.mark)}"
    return f"{start}: {inline(note.text)}"
