"""Register → files that people and programs already use, one module a format."""
