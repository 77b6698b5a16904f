"""web/words/*.yml → what the pages say in one language, with its places for figures and names filled."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from mithaq.knowledge.yaml import parse


@cache
def page_words(language: str) -> Mapping[str, str]:
    """Return the words of the pages in one language."""
    text = resources.files("mithaq.web").joinpath("words", f"{language}.yml").read_text(encoding="utf-8")
    words: Mapping[str, str] = parse(text, f"words/{language}.yml")
    return words


def say(language: str, key: str, *parts: object) -> str:
    """Return one text with `{0}`, `{1}` filled. KeyError when there is no such text."""
    text = page_words(language)[key]
    for number, part in enumerate(parts):
        text = text.replace(f"{{{number}}}", str(part))
    return text
