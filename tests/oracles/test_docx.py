"""Word files as LibreOffice prints them, and as it saves them again. Word itself was not tried."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from tests.plugins.docx.test_plan import TITLES, tables
from tests.support.written import NAMES, SAMPLE, SESSION, export, made_bytes

pytestmark = pytest.mark.oracle

PLAN = SESSION.load("oap-c-2012")


def _convert(folder: Path, kind: str, files: dict[str, bytes]) -> dict[str, Path]:
    """Convert files with LibreOffice."""
    office = shutil.which("soffice")
    assert office is not None, "install libreoffice-writer"
    (folder / "made").mkdir()
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    given = [str(path) for path in sorted(folder.glob("*.docx"))]
    call = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder / "made"), *given]
    subprocess.run(call, check=True, capture_output=True, timeout=600)
    found = {path.stem: path for path in (folder / "made").iterdir()}
    assert sorted(found) == sorted(files)
    return found


def _template() -> bytes:
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = "Ministry of the Interior"
    file.sections[0].different_first_page_header_footer = True
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "ministry").write_bytes(_template())
    files = {name: export(name, "docx") for name in NAMES}
    files["minutes"] = made_bytes("docx", SAMPLE, template=folder / "ministry")
    return _convert(folder, "pdf", files)


def _sheets(file: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True)
    return done.stdout.split("\f")[:-1]


def test_a_printed_document__has_the_marking_at_both_ends_of_each_sheet(pdfs: dict[str, Path]) -> None:
    others = {"minutes": "LIMITE", "exclusion": SESSION.load("oap-invented-2031").marking_in_force(None)}
    for name, file in pdfs.items():
        marking = others.get(name, PLAN.marking_in_force(None))
        assert marking is not None
        sheets = _sheets(file)
        assert sheets
        for number, sheet in enumerate(sheets, 1):
            lines = [line.strip() for line in sheet.splitlines() if line.strip()]
            assert lines[0] == marking, (name, number)
            assert [lines[-2], lines[-1].replace(" ", "")] == [marking, f"{number}/{len(sheets)}"], (name, number)


def test_the_printed_plan__has_its_cover_and_its_notes_below_the_pages_with_their_marks(pdfs: dict[str, Path]) -> None:
    sheets = _sheets(pdfs["plan"])
    assert "17793/2/11 REV 2" in sheets[0]
    assert "Operational Action Plan 2012: Priority Crime Area C" in " ".join(sheets[1].split())
    for note in PLAN.notes:
        words = " ".join(str(note.text).split()[:6])
        (number,) = (number for number, sheet in enumerate(sheets) if words in " ".join(sheet.split()))
        assert (number > 4) is (int(note.mark) >= 7), "the notes of the table are in the table"
    table = [sheet for sheet in sheets if sheet.count("Results>") == 2]
    assert len(table) >= 6
    assert table == sheets[-len(table) :]


def test_the_plan__is_the_same_after_libreoffice_saved_it(tmp_path: Path) -> None:
    data = SESSION.export(PLAN, to="docx")
    saved = _convert(tmp_path, "docx", {"plan": data})["plan"].read_bytes()
    rows = [row for row in tables(saved)[-1] if len(row) == len(TITLES)]
    assert [[cell.split("[^")[0] for cell in row] for row in rows] == [
        [cell.split("[^")[0] for cell in row] for row in tables(data)[-1] if len(row) == len(TITLES)
    ]
    opened = docx.Document(io.BytesIO(saved))
    for place in (place for section in opened.sections for place in (section.header, section.footer)):
        assert place.paragraphs[0].text == PLAN.marking_in_force(None)
    with zipfile.ZipFile(io.BytesIO(saved)) as archive:  # python-docx finds no properties of LibreOffice
        core = ET.fromstring(archive.read("docProps/core.xml"))
    kept = {each.tag.partition("}")[2]: each.text for each in core}
    assert kept["category"] == PLAN.marking_in_force(None)
    assert kept["title"] == "Operational Action Plan 2012: Priority Crime Area C: Illegal Immigration"
