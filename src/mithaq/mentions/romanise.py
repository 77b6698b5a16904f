"""An Arabic name → a readable Latin one for display: usual press spelling where known, else letter by letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mithaq.text.clean import fold
from mithaq.text.clitics import ARTICLE

_CLUSTERS = frozenset(
    ("sm", "st", "sk", "sp", "sl", "sw", "sn", "br", "tr", "dr", "gr", "kr", "fr", "kl", "gl", "fl", "bl", "chr", "thr")
)


@dataclass(frozen=True, slots=True)
class Romaniser:
    """`names`: folded Arabic word or words → Latin; `letters`: one folded letter → Latin."""

    names: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)

    def name(self, arabic: str) -> str:
        """Return the Latin name of an Arabic one; Latin words in it stay as they are."""
        words = [w for w in fold(arabic).split() if w]
        out: list[str] = []
        i = 0
        while i < len(words):
            pair = " ".join(words[i : i + 2])
            if i + 1 < len(words) and pair in self.names:
                out.append(self.names[pair])
                i += 2
            else:
                out.append(self._word(words[i]))
                i += 1
        return " ".join(o for o in out if o)

    def _word(self, word: str) -> str:
        if word in self.names:
            return self.names[word]
        if word.startswith(ARTICLE) and len(word) > 4:
            rest = word[2:]
            return "Al-" + (self.names.get(rest) or self._spelled(rest))
        return self._spelled(word)

    def _spelled(self, word: str) -> str:
        out = ""
        for at, letter in enumerate(word):
            latin = self.letters.get(letter, letter if letter.isascii() else "")
            if letter == "ي" and at == 0:
                latin = "y"
            elif letter == "و" and (at == 0 or out[-1:] in "aiu"):
                latin = "w"
            elif letter == "ه" and at == len(word) - 1:
                latin = "a"
            elif latin and len(word) > 2 and at in (1, len(word) - 1) and _apart(out, latin, at):
                latin = "a" + latin
            out += latin
        return out[:1].upper() + out[1:]


def _apart(before: str, latin: str, at: int) -> bool:
    """Two consonants that Latin letters do not put side by side."""
    both = bool(before) and before[-1] not in "aeiouy" and latin[0] not in "aeiouy"
    return both and not (at == 1 and before + latin in _CLUSTERS)
