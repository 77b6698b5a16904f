"""A doubt or a failure → `Issue`: text is never wrong, only doubtful, so stages report and go on."""

from __future__ import annotations

from dataclasses import dataclass

from mithaq.model.spans import Span

CODES = {
    "D001": "the file is empty",
    "D002": "the file is not UTF-8; it was read in another encoding",
    "D003": "the file cannot be decoded",
    "D004": "the file is larger than the limit",
    "D005": "the file cannot be read",
    "D006": "the line of a JSONL file is not a document",
    "D007": "the kind of file is not supported",
    "D008": "the folder holds no documents",
    "D009": "two documents of one run have the same name",
    "D010": "the file holds no text that can be read",
    "D011": "the file is damaged, or not what its name says",
    "D012": "a package that this kind of file needs is not installed",
    "D013": "an archive exceeds a limit",
    "D014": "characters of the text were damaged; they were repaired, or replaced by a sign",
    "D015": "the file is encrypted",
    "D016": "a part of a file or archive was left out",
    "D017": "the clock of this computer is behind the register",
    "N001": "the address is not one that Mithaq connects to",
    "N002": "the site's robots.txt forbids the page",
    "N003": "the server cannot be reached",
    "N004": "the server answers with an error",
    "N005": "the server is busy or failing and is left alone for a while",
    "N006": "the server's answer is broken",
    "N007": "the address redirects without end",
    "N008": "the feed or sitemap is broken",
    "N009": "pages that a feed or sitemap lists were left out",
    "N010": "the publisher has no card under knowledge/sources",
    "T001": "no part of the text looks like an article",
    "M001": "an amount of money is broken or has no readable currency",
    "M002": "a date cannot be resolved without the document's date",
    "C001": "a claim was dropped because its key slots are empty",
    "C002": "the text looks machine-translated; its claims carry less confidence",
    "C003": "the document is not about defence or security between states",
    "C004": "reading stopped early: the document exceeds a limit",
    "X001": "the reader failed on the document: a fault of the program",
    "X002": "the document was put aside: it took too long, needed too much memory, or ended the process that read it",
}
# What is remarked about a document that was read all the same: these are kept with it.
REMARKS = frozenset({"D002", "D014"})

# With these, a document is missing from the register; the others are remarks. D007 is one for a file that was named.
FAILURES = frozenset(
    {"D001", "D003", "D004", "D005", "D006", "D008", "D009", "D010", "D011", "D012", "D013", "D015", "X001", "X002"}
) | {f"N00{number}" for number in range(1, 9)}


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing a person may want to look at. `code` is in `CODES`; `hint` says what to do."""

    code: str
    message: str
    document: str | None = None
    span: Span | None = None
    hint: str = ""


def failure(issue: Issue) -> bool:
    """Tell whether an issue means that a document is missing from the register."""
    return issue.code in FAILURES or (issue.code == "D007" and issue.document is not None)
