"""Several documents of one kind as one: the tasking sheets of all parties as one workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from empact.documents.language import Words
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Section, Table, Value
from empact.model import FrozenMap


def bind(  # noqa: PLR0913 - each is a part of a document
    documents: Mapping[str, Document],
    *,
    kind: str,
    title: str,
    name: str,
    words: Words,
    properties: Mapping[str, Value],
) -> Document:
    """Return one document with the sections of several, behind a table with what is true of each.

    The title of a section begins with the name of its document. References between the rows of a document stay. It
    has no marking yet: that is the highest of the plans, which a document does not know.

    Args:
        documents: The documents by name, such as the code of a party.
        kind: The kind of the bound document.
        title: Its title.
        name: The name of its files, without suffix.
        words: The language of the fixed words.
        properties: Facts about all documents.
    """
    sections = [_contents(documents, words)]
    for number, (label, document) in enumerate(documents.items(), 1):
        sections += _renamed(document, label, f"{number}-")
    return Document(
        kind=kind,
        title=title,
        name=name,
        properties=FrozenMap({key: value for key, value in properties.items() if value is not None}),
        plans=tuple(dict.fromkeys(plan for document in documents.values() for plan in document.plans)),
        sections=tuple(sections),
        remarks=tuple(remark for document in documents.values() for remark in document.remarks),
    )


def _contents(documents: Mapping[str, Document], words: Words) -> Section:
    """Return a row for each document: its name, which leads to its first table, its title and its properties."""
    starts = {
        label: f"{number}-{section.key}"
        for number, (label, document) in enumerate(documents.items(), 1)
        for section in [section for section in document.sections if isinstance(section.body, Table)][:1]
    }
    names = dict.fromkeys(name for document in documents.values() for name in document.properties)
    columns: tuple[ColumnOf[str], ...] = (
        column("name", words("Name"), str, width=14, sections=starts),
        column("title", words("Title"), lambda label: documents[label].title, width=40),
        *(_property(name, documents, words) for name in names),
    )
    return Section(key="contents", title=words("Contents"), body=table(columns, documents, key=str))


def _property(name: str, documents: Mapping[str, Document], words: Words) -> ColumnOf[str]:
    """Return the column of a property of the documents, in a table of their names."""

    def get(label: str) -> Value:
        value: Value = documents[label].properties.get(name)
        return value if isinstance(value, tuple) or value is None else (value,)

    return column(f"properties/{name}", words.property_title(name), get, type=ColumnType.LIST, width=20)


def _renamed(document: Document, label: str, prefix: str) -> Iterator[Section]:
    for section in document.sections:
        body = section.body
        if isinstance(body, Table):
            columns = (
                attrs.evolve(
                    column,
                    refers_to=tuple(f"{prefix}{key}" for key in column.refers_to),
                    sections={value: f"{prefix}{key}" for value, key in column.sections.items()},
                )
                for column in body.columns
            )
            body = Table(tuple(columns), body.rows)
        yield attrs.evolve(section, key=f"{prefix}{section.key}", title=f"{label}: {section.title}", body=body)
