"""Claims → records: one entry a thing, its sources counted, its contradictions visible."""
