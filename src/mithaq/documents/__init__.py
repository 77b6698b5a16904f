"""Files, folders and JSONL → Document; the edge where bytes become text."""
