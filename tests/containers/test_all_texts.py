"""All texts of an office file: those that are shown, and those that nobody sees."""

from __future__ import annotations

from tests.support.office import archive, marked_sheet, word_parts, workbook

from empact.containers import open_package
from empact.containers.all_texts import package_texts

SPLIT = "<w:p><w:r><w:t>ask jo@clo</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>cks.example</w:t></w:r></w:p>"


def texts(data: bytes) -> list[str]:
    return [text.strip() for text in package_texts(open_package(data)) if text.strip()]


def test_package_texts__of_a_paragraph_in_pieces_are_one() -> None:
    found = texts(
        archive(word_parts(f"{SPLIT}<w:p><w:r><w:t>next</w:t></w:r></w:p>", head="<w:r><w:t>top</w:t></w:r>"))
    )
    assert ("ask jo@clocks.example" in found, "next" in found, "top" in found) == (True, True, True)


def test_package_texts__of_cells_are_apart() -> None:
    cells = "".join(
        f'<c r="{cell}1" t="inlineStr"><is><t>{text}</t></is></c>' for cell, text in (("A", "1"), ("B", "2"))
    )
    assert {"1", "2"} <= {*texts(workbook(f"<sheetData><row>{cells}</row></sheetData>"))}


def test_package_texts__have_headers_names_and_links() -> None:
    found = texts(workbook(f'{marked_sheet("call")}<hyperlink display="x" location="mailto:jo@clocks.example"/>'))
    assert {"&Ccall", "One", "mailto:jo@clocks.example"} <= {*found}
