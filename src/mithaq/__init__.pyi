"""Documents about defence cooperation between states → a sourced register of what they say."""

from mithaq.api import Claim as Claim
from mithaq.api import Document as Document
from mithaq.api import Record as Record
from mithaq.api import Register as Register
from mithaq.api import Selection as Selection
from mithaq.api import read as read
from mithaq.api import read_text as read_text

__version__: str
