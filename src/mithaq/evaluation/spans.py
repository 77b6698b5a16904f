"""A claim and its document's original text → the spans that do not hold what they say."""

from __future__ import annotations

from collections.abc import Iterator

from mithaq.evaluation.match import ClaimData, values_of


def span_errors(claim: ClaimData, text: str) -> list[str]:
    """Return what is wrong with the spans of a claim, in words; evidence must have a span, slot values may."""
    evidence = list(claim.get("evidence", []))
    errors = [] if evidence else ["no evidence"]
    errors += [f"no span for {e.get('text')!r}" for e in evidence if e.get("start") is None or e.get("end") is None]
    for span in (*evidence, *_values(claim)):
        start, end, words = span.get("start"), span.get("end"), span.get("text")
        if start is None and end is None:
            if words and span not in evidence:
                errors.append(f"no span for {words!r}")
        elif not _inside(start, end, text) or text[start:end] != words:
            errors.append(f"span {start}:{end} does not hold {words!r}")
    return errors


def _inside(start: object, end: object, text: str) -> bool:
    return isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)


def _values(claim: ClaimData) -> Iterator[ClaimData]:
    yield from claim.get("attribution", [])
    for slot in claim.get("slots", {}):
        yield from values_of(claim, slot)
