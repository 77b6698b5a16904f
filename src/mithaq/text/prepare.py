"""Document + words → `Text`: view, regions, sentences, tokens, language; never raises, reports issues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mithaq.model.documents import Document
from mithaq.model.issues import CODES, Issue
from mithaq.model.text import READABLE, Region, Sentence, Text, Token
from mithaq.text.clean import clean
from mithaq.text.labels import is_translated
from mithaq.text.language import passage_language
from mithaq.text.lines import split_lines
from mithaq.text.regions import find_regions, judge_lines
from mithaq.text.sentences import Source, split_sentences
from mithaq.text.tokens import tokenize
from mithaq.text.words import TextWords

_UNKNOWN = "und"
_SAMPLE = 2000


def prepare(document: Document, words: TextWords, strip: Sequence[str] = ()) -> tuple[Text, tuple[Issue, ...]]:
    """Return the cleaned, divided view of a document, and what is doubtful about it.

    `strip`: how lines begin, folded, that the outlet puts on its pages and that are no part of its articles.
    """
    view, offsets = clean(document.text)
    lines = split_lines(view)
    source = Source(view, offsets, document.text)
    pieces = judge_lines(source, lines, words, clean(document.title or "")[0], strip)
    sentences, tokens = _sentences(source, pieces, words)
    language = _main_language(sentences) or document.language or _guess(view, words)
    text = Text(
        document=document,
        view=view,
        offsets=offsets,
        regions=find_regions(len(view), pieces),
        sentences=_settled(sentences, language),
        tokens=tuple(tokens),
        language=language,
    )
    issues = [] if text.sentences else [Issue("T001", CODES["T001"], document.id)]
    if is_translated(lines, view, words.translated):
        message = "a line of it says that a machine translated it; its claims carry less confidence"
        issues.append(Issue("C002", message, document.id, hint="look for the original"))
    return text, tuple(issues)


def _sentences(source: Source, pieces: list[Region], words: TextWords) -> tuple[list[Sentence], list[Token]]:
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    paragraph = 0
    for region in pieces:
        if region.kind not in READABLE:
            continue
        for start, end in split_sentences(source, region.start, region.end, words):
            found = tokenize(source.view, start, end)
            language = passage_language(found, words.function_words) or ""
            first = len(tokens)
            tokens += found
            sentences.append(Sentence(start, end, first, len(tokens), paragraph, region.kind, language))
        paragraph += 1
    return sentences, tokens


def _main_language(sentences: list[Sentence]) -> str | None:
    size: Counter[str] = Counter()
    for s in sentences:
        if s.language:
            size[s.language] += s.end - s.start
    return size.most_common(1)[0][0] if size else None


def _guess(view: str, words: TextWords) -> str:
    """Return the language of a page without sentences."""
    return passage_language(tokenize(view, 0, min(len(view), _SAMPLE)), words.function_words) or _UNKNOWN


def _settled(sentences: list[Sentence], main: str) -> tuple[Sentence, ...]:
    """Give a sentence whose words do not tell the language of the text."""
    return tuple(s if s.language else s._replace(language=main) for s in sentences)
