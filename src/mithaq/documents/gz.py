"""A .gz → the file in it as a part."""

from mithaq.documents.archives import read_gz as read

__all__ = ["read"]
