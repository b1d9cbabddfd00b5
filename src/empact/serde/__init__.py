"""Conversion between raw trees and the model: file formats, their versions, and structural problems."""

from empact.serde.extensions import check_extension
from empact.serde.plans import FORMAT, plan_tree, structure_plan
from empact.syntax.raw import Plain, RawDocument

__all__ = ["FORMAT", "Plain", "RawDocument", "check_extension", "plan_tree", "structure_plan"]
