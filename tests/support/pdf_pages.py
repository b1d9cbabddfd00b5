"""Small PDF files, written by hand: texts, rules and areas on pages, as a program prints a plan."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence

WIDTH, HEIGHT = 842.0, 595.0
"""A page of A4, turned."""
XS = (50.0, 100.0, 350.0, 450.0, 600.0)
"""Where the columns of a small plan begin, and where the last one ends."""
TITLES = ("#", "Activity", "Leader", "Timing")
LEADING = 12.0
FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Helvetica-Oblique"}


def text(  # noqa: PLR0917 - as a page is drawn
    x: float, y: float, words: str, size: float = 10, font: str = "F1", color: str = "0 g", mode: int = 0
) -> str:
    """Return a text whose line stands at a height, counted from the top of the page."""
    written = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return (
        f"q {color} BT /{font} {size} Tf {mode} Tr 1 0 0 1 {x} {HEIGHT - y} Tm ({written.decode('latin-1')}) Tj ET Q\n"
    )


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """Return a line between two points."""
    return f"q 0.5 w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S Q\n"


def area(  # noqa: PLR0917 - as a page is drawn
    x0: float, top: float, x1: float, bottom: float, color: str = "0 g", state: str = ""
) -> str:
    """Return a filled rectangle."""
    return f"q {state} {color} {x0} {HEIGHT - bottom} {x1 - x0} {bottom - top} re f Q\n"


def table(top: float, *rows: Sequence[str], xs: Sequence[float] = XS, goes_on: bool = False) -> str:
    """Return a table with rules around its cells, whose lines are parted by line breaks.

    Args:
        top: Where it begins.
        rows: Its rows, each with its cells; one with a single cell goes over all columns.
        xs: Where its columns begin and end.
        goes_on: Whether the rule below the last row is left out, as where a page breaks it.
    """
    made, y = [rule(xs[0], top, xs[-1], top)], top
    for at, cells in enumerate(rows):
        below = y + LEADING * max(len(cell.split("\n")) for cell in cells) + 6
        edges = xs if len(cells) > 1 else (xs[0], xs[-1])
        made += (rule(x, y, x, below) for x in edges)
        for x, cell in zip(edges, cells, strict=False):
            made += (text(x + 4, y + 11 + LEADING * line, words) for line, words in enumerate(cell.split("\n")))
        y = below
        if not (goes_on and at == len(rows) - 1):
            made.append(rule(xs[0], y, xs[-1], y))
    return "".join(made)


def plan(*rows: Sequence[str], top: float = 150) -> str:
    """Return a page of a small plan: its title, a table with titles, and its rows."""
    title = text(50, 100, "Operational Action Plan 2031: Priority X", 16, "F2")
    return title + table(top, TITLES, *rows)


def pdf(
    *pages: str,
    annotations: str = "",
    extra: Mapping[int, bytes] | None = None,
    catalog: str = "",
    properties: str = "",
) -> bytes:
    """Return a file.

    Args:
        pages: The content of each page.
        annotations: What is attached to the first page, as PDF writes it.
        extra: More objects by their numbers, from 50 on.
        catalog: More keys of its catalog.
        properties: What its parts are named, such as layers.
    """
    objects: dict[int, bytes] = {}
    kids = " ".join(f"{100 + 2 * at} 0 R" for at in range(len(pages)))
    objects[1] = f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode()
    objects[2] = f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode()
    fonts = " ".join(f"/{name} {3 + at} 0 R" for at, name in enumerate(FONTS))
    for at, font in enumerate(FONTS.values()):
        objects[3 + at] = f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>".encode()
    objects[10] = b"<< /Type /ExtGState /ca 0.3 >>"
    objects[11] = _stream(
        b"\xff", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    )
    painted = "/ExtGState << /G1 10 0 R >> /XObject << /I1 11 0 R /X1 51 0 R >>"
    resources = f"<< /Font << {fonts} /F9 50 0 R >> {painted} /Properties << {properties} >> >>"
    for at, content in enumerate(pages):
        notes = f"/Annots [{annotations}]" if annotations and not at else ""
        objects[100 + 2 * at] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH:.0f} {HEIGHT:.0f}] /Contents {101 + 2 * at} 0 R "
            f"/Resources {resources} {notes} >>"
        ).encode()
        objects[101 + 2 * at] = _stream(content.encode("latin-1"))
    return file({**objects, **(extra or {})})


def _stream(content: bytes, keys: str = "") -> bytes:
    packed = zlib.compress(content)
    head = f"<< /Filter /FlateDecode /Length {len(packed)} {keys} >>\nstream\n".encode()
    return head + packed + b"\nendstream"


def stream(content: bytes, keys: str = "") -> bytes:
    """Return an object with content."""
    return _stream(content, keys)


def file(objects: Mapping[int, bytes], trailer: str = "") -> bytes:
    """Return a file of objects, of which the first is its catalog."""
    made = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number in sorted(objects):
        places[number] = len(made)
        made += f"{number} 0 obj\n".encode() + objects[number] + b"\nendobj\n"
    start = len(made)
    made += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        made += f"{number} 1\n{place:010} 00000 n \n".encode()
    made += f"trailer\n<< /Size {max(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(made)


def lines(x: float, y: float, *words: str, size: float = 10, font: str = "F1") -> str:
    """Return lines of text, one below the other."""
    return "".join(text(x, y + LEADING * at, line, size, font) for at, line in enumerate(words))


def on_each(margin: str, pages: Iterable[str]) -> list[str]:
    """Return pages with the same text on each; a hash is the number of the page."""
    return [margin.replace("NUMBER", str(number)) + page for number, page in enumerate(pages, 1)]
