"""Files and folders → `Document` and `Issue`: the edge where bytes become text."""

from mithaq.documents.decode import decode
from mithaq.documents.files import MAX_SIZE, count, read_path

__all__ = ["MAX_SIZE", "count", "decode", "read_path"]
