"""Files and folders, bytes of any known kind → `Document` and `Issue`: the edge where bytes become text."""

from mithaq.documents.decode import decode
from mithaq.documents.extract import extract
from mithaq.documents.files import count, read_path
from mithaq.documents.limits import MAX_SIZE, Limits

__all__ = ["MAX_SIZE", "Limits", "count", "decode", "extract", "read_path"]
