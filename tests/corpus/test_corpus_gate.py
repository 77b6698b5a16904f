"""The gate keeps what holds claims, and refuses what is about other matters or in another language, saying why."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from mithaq.corpus.gate import Gate, build_gate
from mithaq.knowledge.load import load_knowledge

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def gate() -> Gate:
    return build_gate(load_knowledge())


def articles(something: bool) -> list[str]:
    found = []
    for path in sorted((ROOT / "examples" / "gold").glob("*.yaml")):
        claims = yaml.safe_load(path.read_text(encoding="utf-8")).get("claims") or []
        if any(not claim.get("optional") for claim in claims) == something:
            found.append((ROOT / "examples" / f"{path.stem}.txt").read_text(encoding="utf-8"))
    return found


def test_every_article_with_claims_passes(gate: Gate) -> None:
    kept = articles(True)
    assert len(kept) >= 28
    assert [text[:60] for text in kept if gate.refused(text) or gate.refused_roughly(text)] == []


def test_other_matters_are_refused(gate: Gate) -> None:
    pages = {
        "field": [
            "The cook cut the onions and put the soup on the stove. Serves four people. " * 20,
            "Le club a gagné trois à un samedi soir devant son public, grâce à une bonne défense. " * 20,
            "فاز الفريق بثلاثة أهداف مقابل هدف واحد في مباراة مثيرة أقيمت مساء السبت على ملعبه. " * 20,
        ],
        "states": ["The army and the navy held a parade. A missile, a frigate and a battalion were shown. " * 12],
        "language": [
            "Das Verteidigungsministerium in Berlin will F-35 und Eurofighter kaufen, sagte die NATO, und die Marine "
            "hat mit der US Air Force im Irak und in Mali nicht nur eine Übung, sondern auch eine Mission. " * 6,
            "El ministerio de los Estados Unidos compra los F-16 y los helicópteros AH-64 para la OTAN, y se ha de ver "
            "el HIMARS con los misiles Patriot en Mali, en Irak y también en Qatar por la US Navy. " * 6,
        ],
    }
    for why, texts in pages.items():
        assert [gate.refused(text) for text in texts] == [why] * len(texts)


def test_short_texts_need_fewer_marks_and_a_page_fewer_than_its_article(gate: Gate) -> None:
    assert gate.refused("Morocco received four frigates from Italy in March.") == ""
    page = "Weather, sport, money. " * 100 + "The navy of Morocco received a frigate from Italy."
    assert gate.refused(page) == "field"
    assert gate.refused_roughly(page) == ""
