"""A .zip → its files as parts."""

from mithaq.documents.archives import read_zip as read

__all__ = ["read"]
