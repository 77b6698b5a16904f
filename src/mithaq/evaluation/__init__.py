"""Claims and what a careful reader wrote down of the same documents → scores, spans checked, confidence measured."""
