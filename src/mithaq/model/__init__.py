"""Frozen values that every stage speaks: documents, text, mentions, claims, records, issues, errors."""
