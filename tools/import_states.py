"""A list of ISO 3166-1 codes → the base of names/states/*.yml (id, kind, name in ar, fr, en), printed as YAML.

Names come from the Unicode CLDR through Babel (the `import` extra; © Unicode, Inc., Unicode License v3). Codes that
already stand under knowledge/names/states are left out: run it when a code is new, then complete the card by hand.

    python tools/import_states.py tests/knowledge/iso3166.txt
"""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

from babel import Locale

STATES = Path(__file__).parents[1] / "knowledge" / "names" / "states"
LANGUAGES = ("ar", "fr", "en")


def known(folder: Path = STATES) -> set[str]:
    found = (re.findall(r"^- id: ([A-Z]{2})$", path.read_text("utf-8"), re.M) for path in folder.glob("*.yml"))
    return {code for codes in found for code in codes}


def name(code: str, language: str) -> str:
    words = unicodedata.normalize("NFC", Locale(language).territories[code])
    words = words.replace("\u2019", "'").replace("&", "and" if language == "en" else "et")
    return re.sub(r"\bSt\. ", "Saint ", words) if language == "en" else words


def card(code: str) -> str:
    names = "\n".join(f"    {language}: {name(code, language)}" for language in LANGUAGES)
    return f"- id: {code}\n  kind: state\n  name:\n{names}\n"


def main(path: str) -> None:
    done = known()
    codes = [line.strip() for line in Path(path).read_text("utf-8").splitlines()]
    missing = (code for code in codes if code and not code.startswith("#") and code not in done)
    print("\n".join(card(code) for code in missing), end="")


if __name__ == "__main__":
    main(sys.argv[1])
