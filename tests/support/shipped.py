"""What ships with empact, as its packages have it, without a session."""

from __future__ import annotations

import importlib
import pkgutil

import empact.plugins
from empact.hooks import DocumentSpec, Exporter

PLUGINS = sorted(f"empact.{module.name}" for module in pkgutil.iter_modules(empact.plugins.__path__))
"""The names of the plugins: one for each package in ``empact.plugins``."""
_MODULES = [importlib.import_module(name.replace("empact.", "empact.plugins.", 1)) for name in PLUGINS]
EXPORTERS: list[Exporter] = [
    exporter for module in _MODULES if hasattr(module, "empact_exporters") for exporter in module.empact_exporters()
]
DOCUMENTS: list[DocumentSpec] = [
    document for module in _MODULES if hasattr(module, "empact_documents") for document in module.empact_documents()
]
WRITERS = [exporter.name for exporter in EXPORTERS if exporter.takes == "document"]
"""The formats that take any document."""
