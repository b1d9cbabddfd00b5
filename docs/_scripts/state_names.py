"""Writes the names of states in the official languages of the Union: the data file ``state_names.csv`` of the core.

The names are those of the Unicode CLDR (Unicode licence, see ``LICENSE.unicode``), read with Babel, which Sphinx
installs::

    python docs/_scripts/state_names.py

The CLDR has Portuguese as in Brazil; the Union writes it as in Portugal. Names of Brazil with other letters, and not
only other accents, are in ``other_names.csv``.
"""

from __future__ import annotations

import csv
from pathlib import Path

from babel import Locale
from babel.core import get_cldr_version

from empact import reference

LOCALES = {"pt": "pt_PT"}
"""The locales of the languages that the CLDR has as outside the Union."""
FILE = Path(reference.__file__).parent / "data" / "state_names.csv"
SOURCE = f"Unicode CLDR {get_cldr_version()} (Portuguese as in Portugal)"


def main() -> None:
    """Write one row for each state that has an ISO code, with a column for each language."""
    languages = [language for language in reference.LANGUAGES if language != "en"]
    territories = {language: Locale.parse(LOCALES.get(language, language)).territories for language in languages}
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", *languages, "source", "confidence"])
        for party in reference.register().parties:
            if party.iso is not None:
                names = [territories[language].get(party.iso, party.name) for language in languages]
                writer.writerow([party.code, *names, SOURCE, "read"])


if __name__ == "__main__":
    main()
