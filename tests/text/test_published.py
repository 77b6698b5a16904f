"""When a document was published: metadata, dateline, address, quoted post, in this order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mithaq.knowledge.textwords import load_text_words
from mithaq.model.documents import Document
from mithaq.model.mentions import Mention
from mithaq.model.values import When
from mithaq.text.prepare import prepare
from mithaq.text.published import published

WORDS = load_text_words(Path(__file__).resolve().parents[2] / "knowledge")
NUMERIC = re.compile(r"(\d{1,2}) ?[/-] ?(\d{1,2}) ?[/-] ?(\d{4})")
BODY = "\nThe two ministers signed an agreement on 01/02/2003 in the presence of both ambassadors.\n"


def numeric_dates(part: str) -> list[Mention]:
    """Find day/month/year in numbers, which is all these tests need of the date grammar."""
    return [
        Mention("date", m.start(), m.end(), value=When(f"{m[3]}-{int(m[2]):02}-{int(m[1]):02}"))
        for m in NUMERIC.finditer(part)
    ]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (Document("a", "Title\n" + BODY, published="2020-05-01"), ("2020-05-01", "metadata")),
        (Document("b", "Title\nPublished on 3/4/2021\n" + BODY), ("2021-04-03", "dateline")),
        (Document("c", "Title\n" + BODY, url="https://example.org/2019/11/30/title"), ("2019-11-30", "address")),
        (Document("d", "Title\n" + BODY + "A good day.\n— Desk (@desk) 5/6/2022\n"), ("2022-06-05", "post")),
        (Document("e", "Title\n" + BODY), (None, "unknown")),
        (Document("f", ""), (None, "unknown")),
        (
            Document("g", "23-11-2024\nThe title\nPosted on 20-11-2024\n" + BODY),
            ("2024-11-20", "dateline"),
        ),
    ],
    ids=lambda v: v.id if isinstance(v, Document) else "",
)
def test_published(document: Document, expected: tuple[str | None, str]) -> None:
    text, _ = prepare(document, WORDS)
    assert published(document, text, numeric_dates) == expected
