"""No file of a marked plan is written without its marking, in whatever container; what nobody can check is noted."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.support.office import (
    archive,
    marked_sheet,
    marked_word,
    open_document,
    open_sheet,
    workbook,
)

import oap_c_2012
from empact import ExportError, Plan, Portfolio, Session
from empact.documents import Document
from empact.hooks import Artifact, ExportContext, Exporter, Option, hookimpl
from empact.model import EntryContent, EntryKind, Ledger, LedgerEntry, Prose
from empact.session.exporting import Export, choose
from empact.testing import make_plan

MARKING = "RESTREINT UE/EU RESTRICTED"


MAKE: dict[str, Callable[[str], bytes]] = {
    "txt": str.encode,
    "latin-1": lambda text: f"\u00e9 {text}".encode("latin-1"),
    "utf-16": lambda text: text.encode("utf-16"),
    "zip": lambda text: archive({"a.txt": text, "b.txt": text}),
    "docx": marked_word,
    "xlsx": lambda text: workbook(marked_sheet(text)),
    "ods": lambda text: open_document("spreadsheet", open_sheet(text)),
    "gz": lambda text: gzip.compress(text.encode(), mtime=0),
}
"""How a file of each kind is made, with a text where the marking has to be."""


def write(what: Plan | Document | Portfolio, ctx: ExportContext) -> Iterator[Artifact]:
    """Write a file of a kind, with the marking or with another text."""
    kind, text = ctx.options["kind"], ctx.options["text"]
    yield Artifact(f"plan.{kind}", MAKE[kind](text))


def write_opaque(_plan: Plan, _ctx: ExportContext) -> Iterator[Artifact]:
    yield Artifact("plan.pdf", b"%PDF-1.7")


def write_both(_plan: Plan, _ctx: ExportContext) -> Iterator[Artifact]:
    yield Artifact("plan.zip", archive({"a.txt": MARKING, "b.pdf": b"%PDF-1.7"}))


def write_party(plan: Plan, ctx: ExportContext) -> Iterator[Artifact]:
    """Write who has a part in the plan, which depends on the ledger."""
    marking = ctx.marking if ctx.options["whole"] else plan.marking_in_force(None)
    yield Artifact("plan.txt", f"{marking}: {len(ctx.context.contexts[0].assignments)}".encode())


def write_broken(_plan: Plan, _ctx: ExportContext) -> Iterator[Artifact]:
    yield Artifact("plan.docx", b"PK\x03\x04 and nothing")


def write_pages(_plan: Plan, ctx: ExportContext) -> Iterator[Artifact]:
    """Write the pages of a format that empact does not know: a page for each word of the option."""
    yield Artifact("plan.pages", b"%PDF-PAGES" + b"\x00".join(map(str.encode, ctx.options["text"].split("|"))))


def read_pages(data: bytes) -> list[str]:
    return [page.decode() for page in data.partition(b"PAGES")[2].split(b"\x00")]


def read_no_pages(_data: bytes) -> list[str]:
    return []


def read_one_text(_data: bytes) -> str:
    return "a text"


def read_bytes(_data: bytes) -> list[bytes]:
    return [b"a page"]


class Plugin:
    @hookimpl
    def empact_exporters(self) -> Iterator[Exporter]:
        options = (Option("kind", summary="The kind.", default="txt"), Option("text", summary="Text.", default="none"))
        for takes in ("plan", "document", "portfolio"):
            yield Exporter(name=takes, suffix=".x", takes=takes, write=f"{__name__}:write", options=options)
        yield Exporter(name="noted", suffix=".pdf", write=f"{__name__}:write_opaque")
        yield Exporter(name="declared", suffix=".pdf", write=f"{__name__}:write_opaque", opaque=True)
        for name in ("read_pages", "read_no_pages", "read_one_text", "read_bytes"):
            of_pages = Exporter(
                name=name.replace("_", "-"),
                suffix=".pages",
                write=f"{__name__}:write_pages",
                pages=f"{__name__}:{name}",
                options=options[1:],
            )
            yield of_pages
        yield Exporter(name="both", suffix=".zip", write=f"{__name__}:write_both")
        whole = Option("whole", summary="With the records.", type=bool, default=False)
        yield Exporter(name="party", suffix=".txt", write=f"{__name__}:write_party", options=[whole])
        yield Exporter(name="broken", suffix=".docx", write=f"{__name__}:write_broken")


SESSION = Session([oap_c_2012, Plugin()])
PLAN = SESSION.load("oap-c-2012")
LINE = PLAN.marking_in_force(None) or ""


@pytest.mark.parametrize("to", ["plan", "document", "portfolio"])
@pytest.mark.parametrize("kind", MAKE)
def test_export__refuses_a_file_of_a_marked_plan_without_its_marking(kind: str, to: str, tmp_path: Path) -> None:
    document: dict[str, Any] = {"document": "workload"} if to == "document" else {}
    with pytest.raises(ExportError) as error:
        SESSION.export(PLAN, to=to, path=tmp_path / "out.x", kind=kind, **document)
    start = f"The exporter '{to}' of the plugin 'Plugin' omits the marking from "
    assert str(error.value).startswith(start)
    assert f"'plan.{kind}'" in str(error.value)
    assert str(error.value).endswith("Nothing is written.")
    assert list(tmp_path.iterdir()) == []
    assert SESSION.export(PLAN, to=to, kind=kind, text=LINE, **document) == MAKE[kind](LINE)
    assert SESSION.export(attrs.evolve(PLAN, marking=None, marking_today=None), to=to, kind=kind, **document)


def test_export__names_the_pages_without_the_marking() -> None:
    with pytest.raises(ExportError, match=r"cells of sheet 1 in 'plan\.xlsx', the printed header of sheet 1 in .* "):
        SESSION.export(PLAN, to="plan", kind="xlsx")


def test_export__of_several_plans_wants_their_highest_marking() -> None:
    other = make_plan(id="X-2012", marking="LIMITE")
    with pytest.raises(ExportError, match="omits the marking"):
        SESSION.export(PLAN, other, to="portfolio", text="LIMITE")
    assert SESSION.export(PLAN, other, to="portfolio", text=f"{MARKING}; LIMITE")


def notes(to: str, **options: object) -> list[str]:
    heard: list[str] = []
    export = Export(SESSION.setup, Portfolio((PLAN,)), as_of=dt.date(2026, 1, 1), note=heard.append)
    export.artifacts(choose(SESSION.plugins, to, "plan"), options)
    return heard


def test_export__notes_a_file_that_nobody_could_check_unless_it_is_declared() -> None:
    assert notes("noted") == ["The marking in 'plan.pdf' was not checked: empact cannot inspect such files."]
    assert notes("declared") == []
    assert notes("both") == ["The marking in 'b.pdf' in 'plan.zip' was not checked: empact cannot inspect such files."]
    assert notes("plan", text=LINE) == []


def test_export__wants_the_marking_of_the_records_that_the_file_is_made_from() -> None:
    entry = EntryContent(
        plan="C-2012",
        kind=EntryKind.MEETING,
        on=dt.date(2012, 5, 1),
        text=Prose(text="The routes were compared."),
        source="minutes",
        marking="EU SECRET",
    )
    ledger = Ledger(plan="C-2012", entries=(LedgerEntry(id="e1", digest="1", content=entry),))
    known: dict[str, Any] = {"records": SESSION.records(ledger=ledger), "as_of": dt.date(2012, 6, 1)}
    with pytest.raises(ExportError, match="omits the marking"):
        SESSION.export(PLAN, to="party", **known)
    assert SESSION.export(PLAN, to="party", whole=True, **known).startswith(b"SECRET UE/EU SECRET: ")
    assert SESSION.export(PLAN, to="plan", text=LINE, **known) == LINE.encode()  # made from the plan alone
    with pytest.raises(ExportError, match="omits the marking"):
        SESSION.export(PLAN, to="plan", text=LINE, marking="EU SECRET")


def test_export__refuses_a_file_that_cannot_be_opened() -> None:
    with pytest.raises(ExportError) as error:
        SESSION.export(PLAN, to="broken")
    assert str(error.value) == (
        "The exporter 'broken' of the plugin 'Plugin' writes 'plan.docx', in which the marking cannot be checked: "
        "it is not a zip file that can be opened."
    )


def test_export__looks_for_the_marking_on_each_page_that_the_exporter_reads() -> None:
    assert SESSION.export(PLAN, to="read-pages", text=f"{LINE} a|{LINE} b").endswith(f"{LINE} b".encode())
    with pytest.raises(ExportError) as error:
        SESSION.export(PLAN, to="read-pages", text=f"{LINE} a|b")
    assert str(error.value) == (
        "The exporter 'read-pages' of the plugin 'Plugin' omits the marking from page 2 in 'plan.pages'. "
        "Nothing is written."
    )


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("read-no-pages", "in which the marking cannot be checked: it has no page that "),
        ("read-one-text", "read_one_text', which returns a str instead of a list of texts."),
        ("read-bytes", "read_bytes', which returns a list with a bytes instead of a list of texts."),
    ],
)
def test_export__refuses_a_file_whose_pages_its_exporter_cannot_read(to: str, why: str) -> None:
    with pytest.raises(ExportError) as error:
        SESSION.export(PLAN, to=to, text=LINE)
    assert why in str(error.value)
