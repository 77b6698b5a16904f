"""What holds for the reading of any text whatever: it never fails, points at what it says, and always says the same."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.builders import knowledge

from mithaq.model.claims import KINDS, MODALITIES, Claim, SlotValue, claim_from_dict
from mithaq.model.documents import Document
from mithaq.model.issues import CODES
from mithaq.model.readings import Reading
from mithaq.pipeline import read_document, trace_document

NAMES = (
    "Morocco",
    "the United States",
    "France",
    "l'Égypte",
    "la Tunisie",
    "المغرب",
    "الولايات المتحدة",
    "فرنسا",
    "Rabat",
    "NATO",
)
VERBS = (
    "delivered",
    "will buy from",
    "signed with",
    "met",
    "denied that",
    "trained",
    "n'a pas livré à",
    "a signé avec",
    "recevra de",
    "سلمت",
    "وقعت",
    "لم تتسلم",
    "ستشتري من",
    "اجتمع مع",
    "بين",
    "to",
    "from",
    "à",
    "de",
    "إلى",
    "من",
    "في",
    "of",
    "and",
    "et",
    "و",
)
THINGS = (
    "12 F-16C/D Block 72",
    "two frigates",
    "deux hélicoptères AH-64",
    "طائرتين",
    "25 طائرة من طراز F-16",
    "an agreement",
    "اتفاقية دفاعية",
    "un accord de coopération militaire",
    "the African Lion exercise",
    "مناورات الأسد الأفريقي",
    "FMF",
    "General Michael Langley",
    "وزير الدفاع",
    "la ministre des Armées",
    "the two countries",
    "البلدان",
    "7,000 soldiers",
)
VALUES = (
    "3 May 2021",
    "في 3 مايو 2021",
    "le 3 mai 2021",
    "last October",
    "منذ 2004",
    "8.545 مليار دولار",
    "$3 million",
    "2018-2022",
    "٢٥",
    "1,2",
    "0",
    "99999999999999999999999",
    "17th",
    "31 February 2020",
    "1/0",
    "%",
    "€",
    "-5",
)
MARKS = (
    ".",
    ",",
    ";",
    ":",
    "!",
    "?",
    "\n",
    "\n\n",
    "\r\n",
    "- ",
    "• ",
    "«",
    "»",
    '"',
    "(",
    ")",
    "،",
    "؛",
    "؟",
    "…",
    "\u200f",
    "\u0640",
    "\t",
    "’",
    "#",
    "https://example.org/a",
    "@who",
    "\u00ad",
    "\ufeff",
    "لل",
    "ال",
    "F-",
    "/",
)

piece = (
    st.sampled_from(NAMES)
    | st.sampled_from(VERBS)
    | st.sampled_from(THINGS)
    | st.sampled_from(VALUES)
    | st.sampled_from(MARKS)
)
glue = st.sampled_from((" ", " ", " ", ""))
texts = st.lists(st.tuples(piece, glue), max_size=40).map(lambda ps: "".join(p + g for p, g in ps))
wild = st.lists(piece | st.text(max_size=6), max_size=25).map(" ".join)
dates = st.none() | st.sampled_from(("2024-02-29", "2020", "2021-05", "not a date", ""))
unhurried = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def read(text: str, published: str | None = None) -> Reading:
    return read_document(Document("d.txt", text, published=published), knowledge())


def values(claim: Claim) -> list[SlotValue]:
    return [v for vs in claim.slots.values() for v in vs] + list(claim.attribution)


@unhurried
@given(texts | wild, dates)
@example("", None)
@example("\n\n\n", None)
@example("\ud800 سلمت فرنسا", None)
@example("F-16" * 40, None)
@example("و" * 200, None)
@example("(" * 100 + "Morocco bought 12 F-16s." + ")" * 100, "2024-02-29")
def test_reading_never_fails_and_each_span_holds_its_text(text: str, published: str | None) -> None:
    for claim in read(text, published).claims:
        assert claim.kind in KINDS and claim.modality in MODALITIES
        assert claim.evidence and 0 < claim.confidence < 1
        for value in values(claim):
            assert (value.span is None) == (value.text is None)
            assert value.span is None or value.span.of(text) == value.text != ""
        for evidence in claim.evidence:
            assert 0 <= evidence.span.start < evidence.span.end <= len(text)
            assert evidence.span.of(text) == evidence.text


@unhurried
@given(texts, dates)
def test_reading_twice_says_the_same(text: str, published: str | None) -> None:
    assert read(text, published) == read(text, published)


@unhurried
@given(texts)
def test_claims_are_in_order_and_told_once(text: str) -> None:
    found = read(text).claims
    starts = [claim.evidence[0].span for claim in found]
    assert starts == sorted(starts)
    assert len({claim.id for claim in found}) == len(found)


@unhurried
@given(texts)
def test_claims_keep_to_the_contract(text: str) -> None:
    kinds = knowledge().kinds
    for claim in read(text).claims:
        for slot, held in claim.slots.items():
            spec = kinds[claim.kind].slots[slot]
            assert held and (spec.many or len(held) == 1), (claim.kind, slot)
            assert not spec.terms or all(v.id in spec.terms for v in held), (claim.kind, slot)
        assert any(claim.slots.get(key) for key in kinds[claim.kind].keys)


@unhurried
@given(texts)
def test_claims_survive_json(text: str) -> None:
    for claim in read(text).claims:
        again = claim_from_dict(claim.as_dict())
        assert (again.id, again.slots) == (claim.id, claim.slots)


@unhurried
@given(texts)
def test_issues_have_a_known_code(text: str) -> None:
    assert all(issue.code in CODES and issue.message for issue in read(text).issues)


@unhurried
@given(texts)
@example("Morocco \n la ministre des Armées 3 May 2021 ")
def test_mentions_are_in_order_and_apart(text: str) -> None:
    traced = trace_document(Document("d.txt", text), knowledge())
    at = 0
    for mention in traced.mentions:
        assert at <= mention.start < mention.end <= len(traced.text.view)
        at = mention.end


def considered(times: int) -> int:
    """How many cards were weighed, and mentions found, in a text of many like paragraphs."""
    paragraph = (
        "Morocco bought 12 F-16 fighters from the United States in 2021. وقعت فرنسا وتونس اتفاقية دفاعية في باريس.\n\n"
    )
    traced = trace_document(Document("d.txt", paragraph * times), knowledge())
    return len(traced.steps) + len(traced.mentions)


def test_the_work_grows_with_the_length_of_the_text_and_no_faster() -> None:
    assert considered(80) <= 8 * considered(10) * 1.1
