"""Files under knowledge/ → values that the pure stages take as arguments; and the lint over them."""

from mithaq.knowledge.load import Knowledge, load_knowledge

__all__ = ["Knowledge", "load_knowledge"]
