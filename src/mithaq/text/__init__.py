"""Document → Text: cleaned view with offset map, regions, sentences, tokens."""
