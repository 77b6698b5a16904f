"""A code, a place and what is wrong there → `Problem`; the catalogue of codes, each with its level and its remedy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from mithaq.knowledge.yaml import Entry

ERROR, WARNING, INFO = "error", "warning", "info"


class Code(NamedTuple):
    """What one code means: how grave it is, what is wrong, and what to do about it."""

    level: str
    what: str
    remedy: str


CODES = {
    # the characters of any file
    "K001": Code(
        ERROR, "the file cannot be read", "mend the YAML at the line named; quote a text that holds `: ` or ` #`"
    ),
    "K002": Code(ERROR, "the text is not in NFC", "write each accented letter as one character"),
    "K003": Code(ERROR, "an Arabic presentation form", "type the plain letters; programs join them"),
    "K004": Code(ERROR, "a tatweel", "take the lengthening stroke out; it is ignored in texts anyway"),
    "K005": Code(ERROR, "an invisible or direction control character", "delete the character"),
    "K006": Code(ERROR, "a Persian letter in an Arabic word", "use the Arabic letter (U+064A yeh, U+0643 kaf)"),
    "K007": Code(
        ERROR,
        "Arabic does not stand alone on its line",
        "write a block list, one form a line, comments on the line above",
    ),
    # entries of names/
    "K010": Code(
        ERROR,
        "the entry is malformed",
        "give it an `id`, a `kind` and a `name`, as docs/design/knowledge-formats.md says",
    ),
    "K011": Code(
        ERROR,
        "unknown class",
        "use one of the classes of this kind, or declare the new one in the formats and the lint",
    ),
    "K012": Code(ERROR, "a label is missing", "add the usual name in that language under `name`"),
    "K013": Code(ERROR, "unknown state", "write the ISO 3166-1 alpha-2 code of a state of names/states/"),
    "K014": Code(ERROR, "two entries have one id", "give the newer one another id; ids never change once published"),
    "K015": Code(
        ERROR,
        "one form stands for two things",
        "move the less usual one to `weak`, give it `case: exact`, or take it out",
    ),
    "K016": Code(WARNING, "the entry lists a form twice", "keep one: both fold to the same letters"),
    "K017": Code(WARNING, "a reference leads to no entry", "write the id of an entry, or take the field out"),
    "K018": Code(ERROR, "unknown field", "check the spelling against docs/design/knowledge-formats.md"),
    "K019": Code(WARNING, "a form is not in the script of its language", "move it to the right language, or to `mul`"),
    "K020": Code(WARNING, "a form can never match", "write at least two letters"),
    "K021": Code(ERROR, "unknown term", "use one of the terms that the formats list for this field"),
    # cards of rules/
    "K030": Code(ERROR, "the card is malformed", "see docs/design/rules.md"),
    "K031": Code(ERROR, "two cards have one id", "ids are `<language>.<kind>.<word>`; choose another word"),
    "K032": Code(ERROR, "unknown slot", "use a slot of the card's kind (knowledge/kinds/)"),
    "K033": Code(ERROR, "unknown term for a slot", "use a term of the slot (knowledge/kinds/)"),
    "K034": Code(ERROR, "unknown place", "use a place of docs/design/rules.md, or a preposition's name of clauses.yml"),
    "K035": Code(ERROR, "unknown frame", "write a frame of frames.yml in this language, or `slots` of its own"),
    "K036": Code(WARNING, "no card uses the frame", "take it out, or name it in a card"),
    "K037": Code(
        ERROR, "fewer than two examples", "write two sentences of your own, with the values that must be read"
    ),
    "K038": Code(ERROR, "no refusal", "write a sentence that looks alike and must yield nothing"),
    "K039": Code(
        WARNING,
        "two cards of one kind give a word different meanings",
        "merge the cards, or tell them apart with `needs` or `refuse`",
    ),
    "K040": Code(WARNING, "the card's id does not fit its file", "write `<language>.<kind>.<word>`"),
    "K041": Code(
        ERROR, "an example asks for what no card can give", "use a slot of the kind, and a modality of the contract"
    ),
    "K042": Code(ERROR, "a word makes no form", "write the infinitive, or `infinitive = finite forms | participles`"),
    "K043": Code(WARNING, "a word of `refuse` or `require` can never match", "write one token"),
    "K044": Code(ERROR, "unknown anchor", "use a kind of mention, or `kind:class`"),
    "K045": Code(
        INFO, "the card fired in none of the documents", "read documents that hold its words, or doubt the card"
    ),
    # language/, kinds/ and sources/
    "K050": Code(ERROR, "unknown table", "check the spelling: a table of another name is ignored"),
    "K051": Code(ERROR, "unknown name in a table", "use one of the names that the engine knows"),
    "K052": Code(ERROR, "a pattern does not compile", "mend the regular expression"),
    "K053": Code(ERROR, "two outlets have one domain", "leave it with the one that publishes there"),
    "K054": Code(ERROR, "not a domain", "write it as `example.org`: small letters, no `www.`, no path"),
    "K055": Code(ERROR, "the flags of an outlet contradict each other", "a site that copies is no voice of a state"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a person should mend. `file` is relative to the knowledge folder; `line` 0: unknown."""

    file: str
    line: int
    entry: str
    code: str
    level: str
    message: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        about = f"{self.entry}: " if self.entry else ""
        return f"{where}: {self.level} {self.code} {about}{self.message} → {self.remedy}"


class Source:
    """One file of the knowledge folder: its lines, and problems placed in it."""

    def __init__(self, path: Path, root: Path) -> None:
        self.path = path
        self.name = path.relative_to(root).as_posix()

    @cached_property
    def lines(self) -> list[str]:
        """The lines as they are written."""
        return self.path.read_text(encoding="utf-8", errors="replace").split("\n")

    def problem(self, code: str, message: str = "", entry: Entry | None = None, words: str = "") -> Problem:
        """Report `code` at `entry`; with `words`, at the line of the entry where they stand."""
        line = self.line_of(entry, words) if entry is not None else 0
        return self.at(code, message, line, str(entry.get("id", "")) if entry is not None else "")

    def at(self, code: str, message: str = "", line: int = 0, entry: str = "") -> Problem:
        """Report `code` at a line."""
        known = CODES[code]
        text = f"{known.what}: {message}" if message else known.what
        return Problem(self.name, line, entry, code, known.level, text, known.remedy)

    def line_of(self, entry: Entry, words: str) -> int:
        """Where `words` stand in `entry`, else where the entry begins."""
        if words:
            for number in range(entry.line, len(self.lines) + 1):
                line = self.lines[number - 1]
                if number > entry.line and line.startswith("- "):
                    break
                if words in line:
                    return number
        return entry.line
