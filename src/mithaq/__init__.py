"""Documents about defence cooperation between states → a sourced register of what they say."""

__version__ = "0.1.0"
