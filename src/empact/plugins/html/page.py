"""Prepares a document for the template: ids, classes, and the places of notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

import attrs

from empact.analysis import PlanContext
from empact.documents import (
    AnyChart,
    BarChart,
    CellNote,
    Column,
    Document,
    GraphChart,
    Hyperlink,
    Part,
    RowIndex,
    Section,
    StackedBarChart,
    Table,
    TableCell,
    Text,
    TimelineChart,
    ValueChart,
    Words,
    cell_parts,
)
from empact.model import EmphasisStyle, is_web_address
from empact.plugins.html.bars import draw_bars
from empact.plugins.html.drawing import ChartView
from empact.plugins.html.graphs import draw_graph
from empact.plugins.html.stacks import draw_stacks
from empact.plugins.html.timelines import draw_timeline
from empact.plugins.html.value_panels import draw_values
from empact.plugins.html.views import CellView, Items, NoteView, Page, Piece, RowView, SectionView, TableView
from empact.plugins.html.widths import measure


def draw(chart: AnyChart, place: str, rows: Mapping[str, str], words: Words) -> ChartView | None:
    """Return a chart as pictures; None if it is empty: the tables have what it shows.

    Args:
        chart: The chart.
        place: The id of the chart.
        rows: The id of each row of the page, by its key.
        words: The language of what the chart says beside the words of the document.
    """
    if isinstance(chart, TimelineChart) and chart.lanes:
        return draw_timeline(chart, place, rows, words)
    if isinstance(chart, GraphChart) and chart.nodes:
        return draw_graph(chart, place, rows)
    if isinstance(chart, StackedBarChart) and chart.bars:
        return draw_stacks(chart, place, rows)
    if isinstance(chart, BarChart) and chart.bars:
        return draw_bars(chart, place, rows)
    if isinstance(chart, ValueChart) and chart.panels:
        return draw_values(chart, place, rows, words)
    return None


def make_page(document: Document, words: Words) -> Page:
    """Return a document as the template prints it, with the words of the page in one language."""
    rows = _row_ids(document)
    index = RowIndex(document)
    return Page(
        title=_heading(document.title, document.name),
        marking=document.marking or None,
        properties=tuple(
            (words.property_title(key), tuple(_pieces(item, None) for item in cell_parts(TableCell(value))))
            for key, value in document.properties.items()
        ),
        sections=tuple(_section(section, rows, index, words) for section in document.sections),
    )


def _heading(title: str, key: str) -> str:
    """Return the title in one line; where it is empty, the key, since a heading has to have a text."""
    return " ".join(title.split()) or key


def _row_ids(document: Document) -> dict[str, str]:
    """Return the id of each row by its key; of several rows with the same key, the first."""
    ids: dict[str, str] = {}
    for section in document.sections:
        if isinstance(section.body, Table) and section.body.columns:
            name = quote(section.key, safe="")
            for row in section.body.rows:
                ids.setdefault(row.key, _row_id(name, row.key))
    return ids


def _row_id(name: str, key: str) -> str:
    return f"row/{name}/{quote(key, safe='')}"


def _section_id(name: str) -> str:
    return f"section/{name}"


_LIST_ITEM = re.compile(r"\n(?=- )")
"""The end of a line before an item of a list."""


def _section(section: Section, rows: Mapping[str, str], index: RowIndex, words: Words) -> SectionView:
    body, name = section.body, quote(section.key, safe="")
    layout = None if section.layout is None else section.layout.value
    chart = None if section.chart is None else draw(section.chart, f"chart/{name}", rows, words)
    id_, title = _section_id(name), _heading(section.title, section.key)
    if isinstance(body, Table):
        return SectionView(
            id=id_,
            title=title,
            table=_table(body, name, index, words),
            layout=layout,
            chart=chart,
            is_new_page=section.new_page,
        )
    notes = _Notes(name, words)
    lines = tuple(line for paragraph in body.paragraphs for line in _LIST_ITEM.split(paragraph))
    paragraphs = tuple(_pieces(item, notes) for item in cell_parts(attrs.evolve(body, paragraphs=lines)))
    return SectionView(
        id=id_,
        title=title,
        paragraphs=paragraphs,
        notes=tuple(notes.views),
        layout=layout,
        chart=chart,
        is_new_page=section.new_page,
    )


class _Notes:
    """Collects the notes of a table or a text. A note without a mark is counted."""

    def __init__(self, name: str, words: Words) -> None:
        self._words = words
        self._name = name
        self._unmarked = 0
        self._known: dict[CellNote, NoteView] = {}
        self.views: list[NoteView] = []
        """The notes in the order of their first references."""

    def piece(self, note: CellNote) -> Piece:
        """Return a reference to a note; the first has an id, so that the note can lead back to it."""
        known = self._known.get(note)
        view = known or self._view(note)
        if known is None:
            self._known[note] = view
            self.views.append(view)
        return Piece(view.mark, f"#{view.id}", None if known else view.back, is_note=True)

    def _view(self, note: CellNote) -> NoteView:
        self._unmarked += note.mark is None
        mark = f"[{self._words('note {number}', number=self._unmarked)}]" if note.mark is None else f"[{note.mark}]"
        place = f"{self._name}/{len(self.views) + 1}"
        return NoteView(id=f"note/{place}", mark=mark, text=note.text, back=f"place/{place}")


def _table(table: Table, name: str, rows_of: RowIndex, words: Words) -> TableView:
    notes = _Notes(name, words)
    items: list[list[Items]] = []
    notes_below: list[tuple[NoteView, ...]] = []
    places = [_leading(column, rows_of) for column in table.columns]
    for row in table.rows:
        before = len(notes.views)
        items.append(
            [
                tuple([_pieces(item, notes, place) for item in cell_parts(cell)])
                for place, cell in zip(places, row.cells, strict=True)
            ]
        )
        notes_below.append(tuple(notes.views[before:]))
    texts = [[_text(cells[index]) for cells in items] for index in range(len(table.columns))]
    header = _row_header(table, texts)
    titles = [_heading(column.title, column.key) for column in table.columns]
    rows = tuple(
        RowView(
            _row_id(name, row.key),
            row.key,
            tuple(
                CellView(
                    label=titles[index],
                    items=own[index],
                    options=None if cell.fill_in is None else cell.fill_in.options,
                    is_header=index == header,
                    type=column.type.value,
                )
                for index, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True))
            ),
            below,
        )
        for row, own, below in zip(table.rows, items, notes_below, strict=True)
    )
    numbers = (column.type.is_right for column in table.columns)
    return TableView(
        columns=tuple(zip(titles, numbers, strict=True)),
        rows=rows,
        notes=tuple(notes.views),
        widths=measure(
            [
                (column, any(row.cells[index].fill_in is not None for row in table.rows))
                for index, column in enumerate(table.columns)
            ],
            texts,
            header,
        ),
    )


def _nowhere(_text: str) -> None:
    return None


def _leading(column: Column, rows_of: RowIndex) -> Callable[[str], str | None]:
    """Return the function that finds the place of the page which a text of a column names: a row, or a section."""
    if not (column.refers_to or column.sections):
        return _nowhere

    def place(text: str) -> str | None:
        keys = rows_of.find(column, text)
        if keys is None:
            return None
        name = quote(keys[0], safe="")
        return f"#{_section_id(name) if keys[1] is None else _row_id(name, keys[1])}"

    return place


def _row_header(table: Table, texts: Sequence[Sequence[str]]) -> int | None:
    """Return the column that names the rows: the one with their keys, or else the first if its values all differ."""
    keys = [row.key for row in table.rows]
    for index, column in enumerate(texts):
        if list(column) == keys:
            return index if keys else None
    return 0 if keys and texts and all(texts[0]) and len(set(texts[0])) == len(keys) else None


def _text(items: Items) -> str:
    return "\n".join("".join(piece.text for piece in item if not piece.is_note) for item in items)


_TAGS: Mapping[EmphasisStyle, str] = {
    EmphasisStyle.BOLD: "strong",
    EmphasisStyle.ITALIC: "em",
    EmphasisStyle.UNDERLINE: "u",
    EmphasisStyle.STRIKE: "s",
    EmphasisStyle.SUPERSCRIPT: "sup",
}
"""The element of HTML for each style."""


def _pieces(
    parts: Iterable[Part], notes: _Notes | None, place: Callable[[str], str | None] = _nowhere
) -> tuple[Piece, ...]:
    """Return the pieces of an item; a text that names a ``place`` of the page is a link to it."""
    pieces: list[Piece] = []
    for part in parts:
        if isinstance(part, str):
            href = place(part)
            pieces.append(Piece(part) if href is None else Piece(part, href, is_row=True))
        elif isinstance(part, CellNote):
            pieces += [notes.piece(part)] if notes is not None else []
        elif isinstance(part, Hyperlink):
            text = part.text if part.text.strip() else part.url
            pieces.append(Piece(text, part.url) if is_web_address(part.url) else Piece(part.plain))
        else:
            pieces.append(Piece(part.text, tags=tuple(_TAGS[style] for style in part.styles)))
    return tuple(pieces)


_SHORT = 200
"""The most characters of a text in which codes are looked for: a title and the codes of all member states."""
_BRACKETS = re.compile(r"\([^()]*\)")
_BETWEEN = re.compile(r"[,:;/\n]")


def names_of_parties(document: Document, contexts: Iterable[PlanContext], words: Words) -> dict[str, str]:
    """Return the name of each party in a document by its code; those of states are in the language of the page.

    Parties that only the plans name are left out: the page of one party does not say who else takes part. So are those
    that no plan names: the codes of some states are ordinary words in a plan, such as SG.
    """
    parties = (party for ctx in contexts for assignment in ctx.planned_assignments for party in assignment.parties)
    named = {party.code: words.state(party, party.name) for party in parties}
    shown = {code for text in set(_texts(document)) for code in _codes(text, named)}
    return {code: name for code, name in sorted(named.items()) if code in shown}


def _codes(text: str, named: Mapping[str, str]) -> Iterator[str]:
    """Yield the codes that are items of a short text: all of ``HU (co-leader), AT and UK``, none of ``Buy IT tools``.

    The script of the page finds them in the same way.
    """
    for item in _BETWEEN.split(_BRACKETS.sub("", text)) if len(text) <= _SHORT else ():
        codes = item.strip().removesuffix(".").split(" and ")
        if all(map(named.__contains__, codes)):
            yield from codes


def _texts(document: Document) -> Iterator[str]:
    """Yield the texts of a document in which its search looks for codes, each as the page has it in one piece."""
    for section in document.sections:
        yield section.title
        body = section.body
        cells = (body,) if isinstance(body, Text) else (cell for row in body.rows for cell in row.cells)
        for part in (part for cell in cells for item in cell_parts(cell) for part in item):
            yield part if isinstance(part, str) else part.text
