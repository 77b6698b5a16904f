"""What the card of an outlet changes about how its pages are read: lines left unread, and less sure claims."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from mithaq.knowledge.load import find_folder, load_knowledge
from mithaq.knowledge.outlets import load_outlets
from mithaq.model.documents import Document
from mithaq.model.errors import KnowledgeError
from mithaq.pipeline import read_document, trace_document
from mithaq.register import Register
from mithaq.text.prepare import prepare

EN = "The Tunisian army took delivery of six Black Hawk helicopters from the United States on Monday."
AR = "تسلم الجيش التونسي يوم الاثنين ست مروحيات من طراز بلاك هوك من الولايات المتحدة."
KNOWLEDGE = load_knowledge()
LINE = "Egypt received 24 Rafale jets from France last year, says our defence newsletter."


def test_claims_of_an_outlet_that_translates_by_machine_are_less_sure_and_it_is_said() -> None:
    plain = read_document(Document("a", EN, url="https://www.reuters.com/a"), KNOWLEDGE)
    turned = read_document(Document("a", EN, url="https://www.archynewsy.com/a"), KNOWLEDGE)
    assert [i.code for i in plain.issues] == [] and [i.code for i in turned.issues] == ["C002"]
    assert "ArchyNewsy" in turned.issues[0].message and turned.issues[0].document == "a"
    assert plain.claims and [c.id for c in plain.claims] == [c.id for c in turned.claims]
    sure = [claim.confidence for claim in plain.claims]
    assert [claim.confidence for claim in turned.claims] == [pytest.approx(0.8 * c, abs=0.001) for c in sure]
    assert max(claim.confidence for claim in turned.claims) < 0.8 < max(sure)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("[ترجمة آلية]", AR),
        ("Traduction automatique", EN),
        ("This text was automatically translated from Arabic", EN),
    ],
)
def test_a_page_may_say_itself_that_a_machine_translated_it(line: str, text: str) -> None:
    read = read_document(Document("a", f"{line}\n\n{text}"), KNOWLEDGE)
    assert [i.code for i in read.issues] == ["C002"] and read.claims
    assert all(claim.confidence < 0.8 for claim in read.claims)


def test_an_article_about_machine_translation_is_not_one() -> None:
    about = (
        "The ministry said that its new office uses machine translation for the letters which the joint committee of"
        " the two countries exchanges every month, and that six officers learn to check and to correct what it"
        " makes of them before they are sent on to the other side."
    )
    assert not read_document(Document("a", f"{EN}\n\n{about}"), KNOWLEDGE).issues


def test_lines_that_the_card_lists_are_left_unread_wherever_they_stand(tmp_path: Path) -> None:
    own = tmp_path / "knowledge"
    shutil.copytree(find_folder(), own)
    card = "- id: herald\n  name:\n    en: Herald\n  domains: [herald.example]\n  strip:\n    - Egypt received 24\n"
    (own / "sources" / "own.yml").write_text(card)
    outlets = load_outlets(own / "sources")
    strip = outlets.domains["herald.example"].strip
    assert strip == ("egypt received 24",)
    page = f"{EN}\n\n{LINE}\n\nIt said that training would begin in May."
    text, _ = prepare(Document("a", page), KNOWLEDGE.text, strip)
    assert [r.kind for r in text.regions] == ["body", "boilerplate", "body"]
    assert next(r.reason for r in text.regions if r.kind == "boilerplate") == "outlet"
    kept, _ = prepare(
        Document("a", f"{EN}\n\nEgypt received 240 jets from France, and they are in use."), KNOWLEDGE.text, strip
    )
    assert [r.kind for r in kept.regions] == ["body"]
    knowledge = load_knowledge(own)
    knowledge.__dict__.update(_names=replace(KNOWLEDGE._names, outlets=outlets), _cards=KNOWLEDGE._cards)
    for url, items in (("https://herald.example/1", 1), ("https://other.example/1", 2)):
        read = trace_document(Document("a", page, url=url), knowledge).reading
        assert len({c.slots["recipient"][0].id for c in read.claims if c.kind == "transfer"}) == items


def test_a_list_that_is_none_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("- id: x\n  name:\n    en: X\n  strip: [[a]]\n")
    with pytest.raises(KnowledgeError, match="strip"):
        load_outlets(tmp_path)


def test_repeated_lines_are_found_in_a_register(tmp_path: Path) -> None:
    with Register(str(tmp_path / "r.db")) as register:
        for number, said in enumerate(["tanks", "ships", "boats", "radars", "jets"]):
            text = f"The two ministers discussed {said} in Rabat.\n\n{EN}\n\n{LINE}\n\nThey will meet again."
            document = Document(f"d{number}", text, url=f"https://herald.example/{number}")
            register.put(document, read_document(document, KNOWLEDGE), "v")
    tool = Path(__file__).parents[2] / "tools" / "repeated_lines.py"
    done = subprocess.run(
        [sys.executable, str(tool), str(tmp_path / "r.db")], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("# herald.example\nstrip:\n") and LINE[:60].strip() in done.stdout
    assert "tanks" not in done.stdout
