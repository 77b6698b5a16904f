"""A folder of documents, or an export of claims → claims to score; with the annotation → scores and span errors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from mithaq.documents import read_path
from mithaq.evaluation.gold import GoldDocument, stem
from mithaq.evaluation.match import ClaimData
from mithaq.evaluation.score import Scores, score
from mithaq.evaluation.spans import span_errors
from mithaq.model.claims import KINDS
from mithaq.model.documents import Document
from mithaq.model.errors import DocumentError
from mithaq.pipeline import Reader


def documents_of(golds: Iterable[GoldDocument], folder: Path) -> list[Document]:
    """Read the annotated documents from a folder; one that is missing is an error."""
    return [_document(folder, gold.document) for gold in golds]


def read_claims(golds: Sequence[GoldDocument], folder: Path, knowledge: Path | None = None) -> list[ClaimData]:
    """Read the annotated documents now."""
    reader = Reader(knowledge)
    return [claim.as_dict() for document in documents_of(golds, folder) for claim in reader(document).claims]


def exported_claims(path: Path) -> list[ClaimData]:
    """Take claims from a file of `mithaq export --level claims --format jsonl`."""
    claims: list[ClaimData] = []
    # Not splitlines(): U+2028 and U+0085 are text.
    for number, line in enumerate(path.read_bytes().decode("utf-8").split("\n"), 1):
        if line.strip():
            try:
                claim = json.loads(line)
                claims.append({**claim, "kind": claim["kind"], "document": claim["document"]})
            except (ValueError, KeyError, TypeError) as e:
                hint = "write it with: mithaq export --level claims --format jsonl"
                raise DocumentError(f"{path}:{number} is not a claim; {hint}") from e
    return claims


def evaluate(golds: Sequence[GoldDocument], claims: Sequence[ClaimData], folder: Path) -> tuple[Scores, list[str]]:
    """Score claims, and check each span of theirs against the documents."""
    return score(golds, claims), _errors(golds, claims, folder)


def _errors(golds: Sequence[GoldDocument], claims: Sequence[ClaimData], folder: Path) -> list[str]:
    names = {stem(str(claim["document"])) for claim in claims}
    read = [gold.document for gold in golds if stem(gold.document) in names]
    texts = {stem(name): _document(folder, name).text for name in read}
    out = []
    for claim in claims:
        name = stem(str(claim["document"]))
        if claim["kind"] not in KINDS:
            out.append(f"{name}: {claim['kind']} is not a kind")
        elif name in texts:
            out += [f"{name} {claim.get('id')}: {error}" for error in span_errors(claim, texts[name])]
    return out


def _document(folder: Path, name: str) -> Document:
    for path in (folder / name, folder / f"{name}.txt"):
        if path.is_file():
            for item in read_path(path):
                if isinstance(item, Document):
                    return item
    raise DocumentError(f"{folder / name} is annotated and cannot be read", hint="name its folder with --documents")
