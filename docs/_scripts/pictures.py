"""Makes the pictures of Word and Excel files in the page about the Driver's year: ``.ci/oracles --pictures`` runs this.

The page is followed in a new exercise folder. LibreOffice prints the files that its commands write, and a page of each
print becomes a PNG with few colours. Run it again when a document looks different, and commit the pictures.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from docs._scripts.exercise import PAGE, follow, write_archive

LARGEST = 60_000
"""The bytes that a picture may have."""
_PIXELS = 1000
"""The width of a picture."""
_COLOURS = 16
_SECONDS = 120


class Picture(NamedTuple):
    """A picture in the page, and what it shows of a file."""

    name: str
    file: str
    """A file that a command of the page writes."""
    words: str
    """The picture shows the first printed page with these words."""
    height: float = 1.0
    """How much of the page it shows, from the top."""
    width: float = 1.0
    """How much of the page it shows, from the left."""


PICTURES = (
    Picture("plan", "plan.docx", "Participants", 0.8),
    Picture("findings", "findings.xlsx", "Severity Message Cure", 0.32, 0.51),
    Picture("tasking", "sheets/Q-2031-tasking-QN.docx", "Actions by date", 0.95),
    Picture("form", "forms/QO.xlsx", "Stated before", 0.42),
    Picture("progress", "progress.xlsx", "Adds up as", 0.36, 0.63),
    Picture("paper", "paper.docx", "What was done", 0.8),
)


def _run(*command: str | Path) -> str:
    """Run a program, and return what it prints."""
    done = subprocess.run([*map(str, command)], check=True, stdout=subprocess.PIPE, timeout=_SECONDS, encoding="utf-8")
    return done.stdout


def _print(file: Path, folder: Path) -> Path:
    """Print a file as PDF, with a profile of LibreOffice of its own."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, file)
    return folder / f"{file.stem}.pdf"


def _page_with(words: str, pdf: Path) -> int:
    """Return the number of the first page with these words.

    Raises:
        ValueError: No page has them.
    """
    for number, text in enumerate(_run("pdftotext", "-layout", pdf, "-").split("\f"), start=1):
        if words in " ".join(text.split()):
            return number
    raise ValueError(f"No page of {pdf.name} has the words {words!r}.")


def _size(page: int, pdf: Path) -> tuple[float, float]:
    """Return the width and the height of a page in inches."""
    facts = _run("pdfinfo", "-f", str(page), "-l", str(page), pdf)
    ((width, height),) = re.findall(r"size: +([\d.]+) x ([\d.]+) pts", facts)
    return float(width) / 72, float(height) / 72


def make(picture: Picture, exercise: Path, folder: Path) -> Path:
    """Make one picture in a folder, and return its path."""
    pdf = _print(exercise / picture.file, folder)
    page = _page_with(picture.words, pdf)
    width, height = _size(page, pdf)
    dots_per_inch = _PIXELS / (width * picture.width)
    pixels_down = round(dots_per_inch * height * picture.height)
    draw = ["pdftoppm", "-png", "-singlefile", "-f", str(page), "-r", f"{dots_per_inch:.2f}"]
    _run(*draw, "-x", "0", "-y", "0", "-W", str(_PIXELS), "-H", str(pixels_down), pdf, folder / picture.name)
    drawn = folder / f"{picture.name}.png"
    _run("pngquant", "--force", "--strip", "--speed", "1", "--nofs", "--output", drawn, str(_COLOURS), drawn)
    return drawn


def main() -> None:
    """Make all pictures beside the page."""
    folder = PAGE.parent / "pictures"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        archive = work / "exercise.zip"
        write_archive(archive)
        exercise = follow(archive, work)
        for picture in PICTURES:
            drawn = make(picture, exercise, work)
            size = drawn.stat().st_size
            if size > LARGEST:
                raise ValueError(f"The picture {drawn.name} has {size} bytes, more than {LARGEST}.")
            shutil.move(drawn, folder / drawn.name)
            sys.stdout.write(f"{drawn.name}: {size} bytes\n")


if __name__ == "__main__":
    main()
