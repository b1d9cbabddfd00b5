"""Raises an exception when it is imported."""

from __future__ import annotations

raise RuntimeError("at import")
