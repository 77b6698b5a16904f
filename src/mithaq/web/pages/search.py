"""Words → the documents that hold them, each with the stretch that answers best and the records read from it."""

from __future__ import annotations

from typing import Any

from mithaq.model.errors import RegisterError
from mithaq.model.spans import Span
from mithaq.register.browse import entries, known_as
from mithaq.register.dyad import records_with
from mithaq.register.folding import question
from mithaq.register.search import Hit
from mithaq.text.clean import fold
from mithaq.web.desk import Desk, Page, View
from mithaq.web.pages.lists import card
from mithaq.web.passages import Mark, runs

_MOST, _MOST_RECORDS, LONGEST = 30, 4, 200
_MOST_NAMES, _SHORTEST = 12, 2


def search(desk: Desk, view: View, words: str) -> Page:
    """Return the page of results; without words, an empty one."""
    asked = " ".join(words.split())[:LONGEST]
    wrong = ""
    try:
        question(asked)
    except RegisterError as e:
        wrong = str(e) if asked else ""
    hits = desk.register.search(asked, limit=_MOST) if asked and not wrong else []
    known = entries(desk.register, [hit.document for hit in hits])
    return Page(
        "search.html",
        {
            "words": asked,
            "names": named_so(desk, view, asked) if asked else [],
            "wrong": wrong,
            "hits": [_hit(desk, view, hit, card(desk, view, known[hit.document])) for hit in hits],
        },
    )


def _hit(desk: Desk, view: View, hit: Hit, about: dict[str, Any]) -> dict[str, Any]:
    marks = [Mark(m.start - hit.span.start, m.end - hit.span.start, "hit") for m in hit.marks]
    held = records_with(desk.register, hit.records[:_MOST_RECORDS])
    return {
        "card": about,
        "runs": runs(hit.text, Span(0, len(hit.text)), marks),
        "lines": [view.teller.line(record) for record in held.values()],
    }


def named_so(desk: Desk, view: View, words: str) -> list[tuple[str, int, str]]:
    """Return who and what on record goes by this name in any language: name, in how many records, address."""
    lexicon, wanted = desk.knowledge.lexicon, fold(words.strip('"* '))
    if len(wanted) < _SHORTEST:
        return []
    ids = {form.id for form in lexicon.forms.get(wanted, ())}
    called = ("name", "ar", "fr")
    ids |= {i for i, e in lexicon.entries.items() if any(wanted in fold(e[k]) for k in called if k in e)}
    ids |= {item for item, family in desk.families.items() if family in ids}
    found = known_as(desk.register, ids, words.strip('"* '))[:_MOST_NAMES]
    label = desk.label(view.language)
    return [(label(n.id or "") or n.name, n.records, view.values.about(n.key)) for n in found]
