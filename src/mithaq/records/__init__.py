"""Claims of any number of documents → `Record`: identity, agreement, dispute, status history, confidence."""

from mithaq.records.assemble import assemble_records
from mithaq.records.sources import Source

__all__ = ["Source", "assemble_records"]
