"""Mentions → claims: what one document says, with the characters that say it."""
