"""The results of formatters, one row each."""

from __future__ import annotations

from empact.outputs.kinds import ResultKind

RESULTS = (ResultKind("empact.hooks.findings:FindingList", "diagnostics", "Findings about plans"),)
