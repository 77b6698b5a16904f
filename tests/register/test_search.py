from __future__ import annotations

import pytest
from tests.fake import KINDS, fake_reader

from mithaq.model.documents import Document
from mithaq.model.errors import RegisterError
from mithaq.pipeline import assemble
from mithaq.register import Register
from mithaq.register.folding import Term, as_fts5, key, question, rows_of
from mithaq.text.clean import fold

DOCUMENTS = (
    Document(
        "ar1", "أشاد الوزيران بالتعاون العسكري بين البلدين.", published="2024-05-01", language="ar"
    ),
    Document(
        "ar2", "وقّع الطرفان اتفاقًا للتعاون، وزار الوفد قاعدة البحرية.", published="2025-01-01", language="ar"
    ),
    Document("ar3", "حرية الملاحة موضوع اللقاء.", published="2025-02-01", language="ar"),
    Document("en", "US sells 18 HIMARS to MA. Later FR sells 3 F-16 to QA.", title="Big deal", language="en"),
    Document("fr", "La coopération militaire d'État à État est étroite.", language="fr"),
    Document("evil", "' OR 1=1; DROP TABLE documents; -- \" NEAR( * ^ :", language="en"),
)


def names(register: Register, words: str, **narrow: object) -> list[str]:
    return sorted(hit.document for hit in register.search(words, **narrow))


@pytest.fixture
def register(target: str) -> Register:
    with Register(target) as register:
        for document in DOCUMENTS:
            register.put(document, fake_reader(document), "1")
        assemble(register, KINDS)
        yield register


def test_arabic_words_are_found_with_what_is_joined_to_them(register: Register) -> None:
    for words in ("تعاون", "بالتعاون", "التعاون", "للتعاون", "وللتعاون", "تَعَاوُن"):
        assert names(register, words) == ["ar1", "ar2"], words
    assert names(register, "حرية") == ["ar2", "ar3"] or names(register, "حرية") == ["ar3"]
    assert "ar3" not in names(register, "بحرية") and names(register, "بحرية") == ["ar2"]


def test_phrases_prefixes_and_all_words(register: Register) -> None:
    assert names(register, '"تعاون عسكري"') == ["ar1"] and names(register, '"عسكري تعاون"') == []
    assert names(register, "coop*") == ["fr"] and names(register, "etroite COOPERATION") == ["fr"]
    assert names(register, "F16") == names(register, "f-16") == ["en"] and names(register, "himars etroite") == []
    assert names(register, "big") == ["en"]


def test_filters(register: Register) -> None:
    assert names(register, "تعاون", language="ar", since="2025") == ["ar2"] and not names(
        register, "تعاون", language="fr"
    )
    assert names(register, "himars", kind="transfer") == ["en"] and not names(register, "himars", kind="meeting")
    assert names(register, "himars", states=["US"]) == ["en"] and not names(register, "himars", states=["QA"])


def test_a_hit_shows_where(register: Register) -> None:
    (hit,) = register.search("himars")
    text = DOCUMENTS[3].text
    assert [m.of(text) for m in hit.marks] == ["HIMARS"] and hit.span.of(text) == hit.text
    assert [r for r in hit.records if "HIMARS" in str(register.record(r))] and len(hit.records) == 1
    assert register.search("تعاون")[0].marks and register.search("big")[0].marks == ()


def test_what_is_replaced_is_no_longer_found(register: Register) -> None:
    register.put(Document("ar1", "نص آخر", language="ar"), fake_reader(DOCUMENTS[0]).__class__(), "2")
    assert names(register, "تعاون") == ["ar2"] and names(register, "اخر") == ["ar1"]


@pytest.mark.parametrize(
    "words", ["' OR 1=1 --", 'a "b', "NEAR(drop table)", "a:b", "-x", "documents^2", "\x00a", "*a", "l'État"]
)
def test_no_question_breaks_the_index(register: Register, words: str) -> None:
    names(register, words)
    assert len(list(register.documents())) == len(DOCUMENTS)


def test_a_question_without_words(register: Register) -> None:
    for words in ("", '""', "*", "،؟"):
        with pytest.raises(RegisterError) as caught:
            register.search(words)
        assert caught.value.hint


def test_folding_is_the_same_on_both_sides() -> None:
    assert {key(fold(w)) for w in ("تعاون", "التعاون", "بالتعاون", "وللتعاون")} == {"تعاون"}
    assert question('"A  b" c*') == (Term(("a", "b")), Term(("c",), prefix=True))
    assert len(as_fts5(question('"' + "تعاون عسكري " * 6 + '"'))) < 200_000
    assert len(list(rows_of("كلمة " * 20_000))) == 3
