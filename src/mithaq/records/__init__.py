"""Claims of any number of documents → `Record`: identity, agreement, dispute, status history, confidence."""

from mithaq.records.assemble import assemble_all, assemble_records, overview, records_of
from mithaq.records.links import top_level
from mithaq.records.lore import Lore
from mithaq.records.sources import Source

__all__ = ["Lore", "Source", "assemble_all", "assemble_records", "overview", "records_of", "top_level"]
