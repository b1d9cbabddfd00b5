"""Walks through a PDF file: the signs, areas and rules on its pages, in the order in which they are painted.

The walk runs in a process of its own, with a bound on its memory and its time: a few bytes of a font or of a table of
signs are enough to let any parser of PDF files count to billions. It prints what it finds as JSON.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import math
import sys
from collections.abc import Sequence
from typing import Any, cast

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTCurve, LTFigure, LTItem, LTLine
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import Matrix, Rect, apply_matrix_rect, decode_text, mult_matrix

from empact.plugins.importing.pdf.layers import Layers, keys_of, layers_of

MOST_PAGES = 1_000
MOST_OBJECTS = 100_000
"""The most signs, areas and rules of a page; a dense one of a plan has 4,000."""
MOST_IN_ALL = 500_000
"""The most signs, areas and rules of all pages; the plan of 2012 has 33,000."""
_MEMORY = 2_000_000_000
"""The most bytes of memory of the process."""
_SECONDS = 60
"""The most seconds of work of the process."""
_INVISIBLE = frozenset({3, 7})
"""The ways of painting text that leave no trace: as under a scanned page, and as an edge for what is painted later."""
_LEVEL = 0.2
"""How much a line of text that is not turned rises at most, in parts of its length."""
_THICK = 4.0
"""From which width a line is an area, in points: with such lines words are covered."""
_SOLID = 0.8
"""Which share of the rectangle around it a shape fills that counts as the rectangle."""
_COVERS = frozenset({"Redact", "Square", "FreeText", "Stamp", "Polygon"})
"""The annotations that can lie over words."""
_NO_COMMENTS = frozenset({"Link", "Popup", "Redact", "Widget"})
"""The annotations whose words are no comment; those of one that redacts can be what it covers."""
_UNSEEN = 0b100010
"""The flags of an annotation that nobody sees."""
_LONGEST_COMMENT = 2_000
"""The most characters of a comment."""


class WalkError(Exception):
    """What is wrong with the file, as a predicate: ``has more than 1,000 pages``."""


def walked(data: bytes) -> dict[str, Any]:
    """Return what is on the pages of a PDF file.

    Raises:
        WalkError: It is no PDF file that can be read, or has more than any plan.
    """
    try:
        return _walked(data)
    except WalkError:
        raise
    except PDFEncryptionError:
        raise WalkError("is protected by a password; save it without one") from None
    except MemoryError:
        raise WalkError("needs more memory than any plan") from None
    except Exception:  # noqa: BLE001 - the parser raises anything on a damaged file
        raise WalkError("is damaged, or is not a PDF file") from None


def _walked(data: bytes) -> dict[str, Any]:
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    manager = PDFResourceManager()
    device = _Device(manager, layers_of(document.catalog))
    interpreter = _Interpreter(manager, device)
    pages: list[dict[str, Any]] = []
    for page in PDFPage.create_pages(document):
        if len(pages) == MOST_PAGES:
            raise WalkError(f"has more than {MOST_PAGES:,} pages")
        device.begin(page)
        interpreter.process_page(page)
        device.add_annotations(page)
        pages.append(device.page)
    if not pages:
        raise WalkError("is damaged, or is not a PDF file")
    names = resolve1(document.catalog.get("Names"))
    has_files = isinstance(names, dict) and "EmbeddedFiles" in names
    return {"pages": pages, "fonts": list(device.fonts), "has_files": has_files}


class _Interpreter(PDFPageInterpreter):
    """Also knows whether what is painted can be seen through."""

    device: _Device

    def do_gs(self, name: Any) -> None:
        """Set the state that a dictionary describes."""
        states = dict_value(self.resources.get("ExtGState"))
        state = dict_value(states.get(literal_name(name)))
        if "ca" in state:
            self.device.alpha = float(resolve1(state["ca"]))
        if "BM" in state:
            mode: Any = resolve1(state["BM"])
            names = map(literal_name, _listed(mode))
            self.device.is_blended = not {"Normal", "Compatible"}.intersection(names)

    def do_q(self) -> None:
        """Keep the state."""
        super().do_q()
        self.device.kept.append((self.device.alpha, self.device.is_blended))

    def do_Q(self) -> None:  # noqa: N802 - the name of the operator
        """Go back to the state that was kept."""
        super().do_Q()
        if self.device.kept:
            self.device.alpha, self.device.is_blended = self.device.kept.pop()

    def do_BMC(self, tag: Any) -> None:  # noqa: N802 - the name of the operator
        """Begin a part of the page."""
        del tag
        self.device.parts.append(False)

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802 - the name of the operator
        """Begin a part of the page, which can be on a layer."""
        if literal_name(tag) != "OC":
            self.device.parts.append(False)
            return
        layer = keys_of(self.resources.get("Properties")).get(literal_name(props))
        self.device.parts.append(self.device.layers.is_off(layer))

    def do_EMC(self) -> None:  # noqa: N802 - the name of the operator
        """End a part of the page."""
        if self.device.parts:
            self.device.parts.pop()

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802 - the name of the operator
        """Paint a form or a picture, which can be on a layer."""
        forms = cast("dict[str, Any]", self.xobjmap)  # pyright: ignore[reportUnknownMemberType]  # it has no types
        form = resolve1(forms.get(literal_name(xobjid_arg)))
        before = list(self.device.parts)
        self.device.parts.append(isinstance(form, PDFStream) and self.device.layers.is_off(form.get("OC")))
        super().do_Do(xobjid_arg)
        self.device.parts = before  # a damaged form can leave parts open


class _Device(PDFLayoutAnalyzer):
    """Collects what is painted."""

    def __init__(self, manager: PDFResourceManager, layers: Layers) -> None:
        super().__init__(manager)
        self.layers = layers
        self.parts: list[bool] = []
        self.alpha = 1.0
        self.is_blended = False
        self.kept: list[tuple[float, bool]] = []
        self.fonts: dict[str, int] = {}
        self.page: dict[str, Any] = {}
        self._mode = 0
        self._count = self._in_all = 0
        self._frame: Rect = (0, 0, 0, 0)
        self._matrix: Matrix = (1, 0, 0, 1, 0, 0)
        self._figures: list[Rect] = []

    def begin(self, page: PDFPage) -> None:
        """Begin a page."""
        self.alpha, self.is_blended, self.kept, self._mode, self._count = 1.0, False, [], 0, 0
        self._figures, self.parts = [], []
        self.page = {"glyphs": [], "areas": [], "rules": [], "images": [], "links": []}
        self.page |= {"comments": [], "fields": False, "unseen_layer": False}
        for number in (*page.mediabox, *page.cropbox):
            if not math.isfinite(number):
                raise WalkError("is damaged, or is not a PDF file")

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Measure a page by what of it is printed."""
        self._matrix = ctm
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.cropbox)
        self._frame = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        self.page["width"], self.page["height"] = abs(x1 - x0), abs(y1 - y0)

    def end_page(self, page: PDFPage) -> None:
        """End a page."""

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """Begin a form or a picture."""
        self._figures.append(LTFigure(name, bbox, mult_matrix(matrix, self.ctm)).bbox)

    def end_figure(self, _: str) -> None:
        """End a form or a picture."""
        self._figures.pop()

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Keep where a picture is, and whether it covers what is below it."""
        del name
        if any(self.parts):
            return
        is_opaque = self._is_opaque and not {"SMask", "Mask", "ImageMask"}.intersection(stream.attrs)
        if self._figures:
            self.page["images"].append((*self._box(self._figures[-1]), self._next(), is_opaque))

    def render_string(self, textstate: PDFTextState, seq: PDFTextSeq, ncs: Any, graphicstate: PDFGraphicState) -> None:
        """Keep how a text is painted."""
        self._mode = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(  # noqa: PLR0913, PLR0917 - as the library calls it
        self,
        matrix: Matrix,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: PDFGraphicState,
    ) -> float:
        """Keep a sign."""
        try:
            text = font.to_unichr(cid)
        except Exception:  # noqa: BLE001 - a font without a table of its signs, or with a damaged one
            text = "\N{REPLACEMENT CHARACTER}"
        width, moved = font.char_width(cid), font.char_disp(cid)
        sign = LTChar(matrix, font, fontsize, scaling, rise, text, width, moved, ncs, graphicstate)
        if any(self.parts):
            self.page["unseen_layer"] = self.page["unseen_layer"] or bool(text.strip())
            self._next()
            return sign.adv
        x0, top, x1, bottom = self._box(sign.bbox)
        a, b, c, d, e, f = matrix
        is_upright = sign.upright and abs(b) <= _LEVEL * abs(a)  # pdfminer means less than half a turn
        base = self._frame[3] - (d * rise + f)
        numbers = (x0, top, x1, bottom, base)
        if all(map(math.isfinite, (*numbers, a, b, c, d, e))):
            shown = "".join(each for each in text[:8] if each >= " ")
            is_seen = self._mode not in _INVISIBLE and self.alpha > 0
            color = _color(graphicstate.scolor if self._mode == 1 else graphicstate.ncolor)
            name = self.fonts.setdefault(str(sign.fontname)[:200], len(self.fonts))
            self.page["glyphs"].append(
                (shown, *map(_short, (*numbers, sign.size)), name, color, self._next(), is_seen, is_upright)
            )
        return sign.adv

    def paint_path(self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:  # noqa: FBT001 - as the library calls it
        """Keep a shape."""
        if len(path) > MOST_OBJECTS:
            raise WalkError(f"has a page with more than {MOST_OBJECTS:,} objects")
        if any(self.parts):
            return
        made: list[LTItem] = []
        self.cur_item = _Sink(made)  # type: ignore[assignment]  # only its method add is used
        super().paint_path(gstate, stroke, fill, evenodd, path)
        for item in made:
            self._shape(item)

    def _shape(self, item: LTItem) -> None:
        if not isinstance(item, LTCurve) or not all(map(math.isfinite, item.bbox)):
            return
        x0, top, x1, bottom = box = self._box(item.bbox)
        wide = (item.linewidth or 0) * math.sqrt(abs(self.ctm[0] * self.ctm[3] - self.ctm[1] * self.ctm[2]))
        order = self._next()
        if isinstance(item, LTLine):
            if not (item.stroke or item.fill):
                return
            if item.stroke and wide >= _THICK:
                half = wide / 2
                area = (
                    (x0, top - half, x1, bottom + half)
                    if x1 - x0 > bottom - top
                    else (x0 - half, top, x1 + half, bottom)
                )
                self._area(area, item.stroking_color, order)
            self._rule(box)
            return
        if item.fill and _is_solid(item):
            self._area(box, item.non_stroking_color, order)
        if item.stroke and len(item.pts) <= 5:  # noqa: PLR2004 - a rectangle
            for rule in ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)):
                self._rule(rule)

    def _area(self, box: Rect, color: Any, order: int) -> None:
        self.page["areas"].append((*map(_short, box), _color(color), order, self._is_opaque))

    def _rule(self, box: Rect) -> None:
        self.page["rules"].append(tuple(map(_short, box)))

    @property
    def _is_opaque(self) -> bool:
        return self.alpha >= 0.9 and not self.is_blended  # noqa: PLR2004 - what is below is nearly not seen

    def _box(self, box: Rect) -> Rect:
        """Return a box as it is on the page, counted from its top left corner."""
        x0, y0, x1, y1 = box
        left, _, _, above = self._frame
        return (min(x0, x1) - left, above - max(y0, y1), max(x0, x1) - left, above - min(y0, y1))

    def _next(self) -> int:
        self._count += 1
        self._in_all += 1
        if self._count > MOST_OBJECTS:
            raise WalkError(f"has a page with more than {MOST_OBJECTS:,} objects")
        if self._in_all > MOST_IN_ALL:
            raise WalkError(f"has more than {MOST_IN_ALL:,} objects on its pages")
        return self._count

    def add_annotations(self, page: PDFPage) -> None:
        """Keep the annotations that lie over words, those with words, and whether there are fields of a form."""
        self.alpha, self.is_blended = 1.0, False
        for each in list_value(page.annots or []):
            annotation = keys_of(each)
            if not annotation or self.layers.is_off(annotation.get("OC")):
                continue
            kind = literal_name(resolve1(annotation.get("Subtype")) or "")
            self.page["fields"] = self.page["fields"] or (kind == "Widget" and "V" in annotation)
            self._comment(kind, annotation)
            numbers = [resolve1(number) for number in list_value(annotation.get("Rect"))]
            if len(numbers) != 4:  # noqa: PLR2004 - a rectangle
                continue
            x0, y0, x1, y1 = (float(number) for number in numbers)
            box = self._box(apply_matrix_rect(self._matrix, (x0, y0, x1, y1)))
            if kind == "Link":
                self._next()
                self.page["links"].append(tuple(map(_short, box)))
            if kind not in _COVERS:
                continue
            color = resolve1(annotation.get("C" if kind == "FreeText" else "IC"))
            if kind in {"Redact", "Stamp"} or color:
                self._area(box, 0.0, self._next())

    def _comment(self, kind: str, annotation: dict[str, Any]) -> None:
        """Keep the words of an annotation, such as a note that somebody has put on a page."""
        words, flags = resolve1(annotation.get("Contents")), resolve1(annotation.get("F"))
        is_unseen = isinstance(flags, int) and bool(flags & _UNSEEN)
        if not isinstance(words, bytes) or kind in _NO_COMMENTS or is_unseen:
            return
        said = decode_text(words[: 2 * _LONGEST_COMMENT]).strip()
        if said:
            self._next()
            self.page["comments"].append(said[:_LONGEST_COMMENT])


class _Sink:
    """Stands for the part of a page to which shapes are added."""

    def __init__(self, made: list[LTItem]) -> None:
        self.add = made.append


def _is_solid(item: LTCurve) -> bool:
    """Whether a shape fills nearly all of the rectangle around it."""
    box = item.width * item.height
    around = [*item.pts[1:], item.pts[0]]
    area = abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(item.pts, around, strict=True))) / 2
    return box > 0 and area >= _SOLID * box


def _listed(value: Any) -> list[Any]:
    """Return the items of a list; anything else is its only one."""
    return list(cast("Sequence[Any]", value)) if isinstance(value, (tuple, list)) else [value]


def _color(color: Any) -> tuple[int, int, int] | None:
    """Return red, green and blue from 0 to 255. None for a pattern."""
    parts = _listed(color)
    if not all(isinstance(part, (int, float)) and math.isfinite(part) for part in parts):
        return None
    values = [min(1.0, max(0.0, float(part))) for part in parts]
    if len(values) == 1:
        values *= 3
    elif len(values) == 4:  # noqa: PLR2004 - cyan, magenta, yellow and black
        values = [(1 - value) * (1 - values[3]) for value in values[:3]]
    elif len(values) != 3:  # noqa: PLR2004 - red, green and blue
        return None
    red, green, blue = (round(255 * value) for value in values)
    return red, green, blue


def _short(number: float) -> float:
    return round(number, 2)


def main() -> None:
    """Read a file from the standard input, and print what is on its pages, or what is wrong with it."""
    logging.disable()
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        for kind, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS)):
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))
    try:
        found = walked(sys.stdin.buffer.read())
    except WalkError as problem:
        found = {"fault": str(problem)}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
