"""Addresses on the web → `Document` and `Issue`, fetched politely and never from where they should not be."""

from mithaq.documents.address import is_address, normal
from mithaq.documents.web.fetch import Answer, Fetcher
from mithaq.documents.web.guard import Guard
from mithaq.documents.web.pages import Web
from mithaq.documents.web.settings import Manners

__all__ = ["Answer", "Fetcher", "Guard", "Manners", "Web", "is_address", "normal"]
