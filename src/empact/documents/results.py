"""The results of this layer, one row each: a document."""

from __future__ import annotations

from empact.outputs.kinds import ResultKind

RESULTS = (
    ResultKind("empact.documents.values:Document", "document", "A document that people read, such as the workload"),
)
