"""A .tar or .tar.gz → its files as parts."""

from mithaq.documents.archives import read_tar as read

__all__ = ["read"]
