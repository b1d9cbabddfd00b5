"""Reads forms that came back filled in: workbooks of Excel and LibreOffice, and Word documents."""

from __future__ import annotations

from collections.abc import Iterable

from empact import hooks


@hooks.hookimpl
def empact_readers() -> Iterable[hooks.Reader]:
    """Read workbooks and Word documents. Those of other programs are refused with what to save them as."""
    yield hooks.Reader(
        name="xlsx",
        suffixes=(".xlsx", ".xlsm", ".xlsb", ".xls"),
        read="empact.plugins.forms.sheets:read",
        forms=True,
    )
    yield hooks.Reader(name="ods", suffixes=(".ods",), read="empact.plugins.forms.sheets:read", forms=True)
    yield hooks.Reader(
        name="docx",
        suffixes=(".docx", ".docm", ".doc", ".odt"),
        read="empact.plugins.forms.word:read",
        forms=True,
    )
