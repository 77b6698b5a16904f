"""knowledge/language/<l>/exercises.yml → `ExerciseWords`, merged over the languages."""

from __future__ import annotations

import re
from pathlib import Path

from mithaq.knowledge.yaml import load
from mithaq.mentions.exercises import ExerciseWords
from mithaq.text.clean import fold


def load_exercise_words(folder: Path) -> ExerciseWords:
    """Read the head nouns of each language under language/; a missing file adds nothing."""
    files = [load(p) for p in sorted(folder.glob("*/exercises.yml"))]
    heads = sorted({fold(h) for f in files for h in f.list("heads")}, key=lambda h: (-len(h), h))
    ordinary = frozenset(fold(o) for f in files for o in f.list("ordinary"))
    if not heads:
        return ExerciseWords()
    # An Arabic proclitic may be glued before the head.
    return ExerciseWords(re.compile(rf"(?<!\w)[وفبكل]{{0,2}}(?:{'|'.join(map(re.escape, heads))})(?!\w)"), ordinary)
