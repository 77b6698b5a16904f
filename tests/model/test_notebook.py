from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.export.test_export import CLAIMS, EVIL, OTHER, RECORDS, TEXT
from tests.fake import KINDS

from mithaq.model.documents import Document
from mithaq.model.errors import RegisterError
from mithaq.model.notebook import Mark, marked
from mithaq.model.readings import Reading
from mithaq.pipeline import assemble
from mithaq.register import Register


class Seen(HTMLParser):
    """The tags of a page in order, and the words in <mark>."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.marks: list[tuple[str, str]] = []
        self.feed(html)
        assert not self.open, "a tag stays open"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        if tag == "mark":
            self.marks.append((dict(attrs)["title"] or "", ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "mark" in self.open:
            self.marks[-1] = (self.marks[-1][0], self.marks[-1][1] + data)


def test_a_claim_shows_its_words_with_the_values_marked() -> None:
    seen = Seen(CLAIMS[0]._repr_html_())
    assert dict(seen.marks)["quantity: 18"] == "18" and dict(seen.marks)["supplier: United States"] == "United States"
    assert "script" not in seen.tags and "&lt;script&gt;" in CLAIMS[0]._repr_html_() and EVIL in TEXT


def test_a_record_shows_what_stands_and_what_disagrees() -> None:
    html = RECORDS[0]._repr_html_()
    assert "‖ <i>" in html and not Seen(html).marks and "HIMARS" in html


def test_a_page_of_a_register(tmp_path: Path) -> None:
    with Register(str(tmp_path / "r.db")) as register:
        for claim, text in zip(CLAIMS, (TEXT, OTHER), strict=True):
            register.put(Document(claim.document, text), Reading((claim,)), "1")
        assemble(register, KINDS)
        (record,) = register.records()
        page = register.page(record.id[:8])
        assert list(page) == list(register.claims_of(record)) and page.record == record
        assert {"18", "Washington", "Rabat"} <= {words for _, words in Seen(page._repr_html_()).marks}
        assert "quantity: 18 ‖ 24" in str(page) or "quantity: 24 ‖ 18" in str(page)
        (hit,) = register.search("himars morocco")
        assert {words for _, words in Seen(hit._repr_html_()).marks} == {"HIMARS", "Morocco"}
        with pytest.raises(RegisterError, match="no record r_zz"):
            register.page("r_zz")


def test_marks_that_overlap_or_reach_beyond_are_left_out() -> None:
    assert marked("abcdef", 10, [Mark(11, 13, "x"), Mark(12, 14, "y"), Mark(15, 17, "z")]) == (
        'a<mark title="x">bc</mark>def'
    )
