"""A register → pages in Arabic, French and English, served or written as files; needs the extra `web`."""
