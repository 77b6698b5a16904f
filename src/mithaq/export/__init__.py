"""Claims and records → files in formats that people already use; one module a format."""

from mithaq.export.base import FORMATS, export

__all__ = ["FORMATS", "export"]
