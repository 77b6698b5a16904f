"""Values that are stretches of words: titles of agreements, subjects, topics."""

from __future__ import annotations

from tests.builders import claim


def title(words: str) -> str:
    (value,) = claim(words, "agreement").slots["title"]
    assert value.text is not None and value.span is not None and value.span.of(words) == value.text
    return value.text


def test_a_title_goes_on_over_its_field() -> None:
    words = "Spain and Senegal signed an agreement on military training in Dakar."
    assert title(words).endswith("military training")


def test_a_title_stops_before_the_parties() -> None:
    words = "A memorandum of understanding on military training between Italy and Kenya was signed in Rome."
    assert "Italy" not in title(words)


def test_a_title_stops_before_the_date() -> None:
    words = "وقعت إيطاليا وكينيا مذكرة تفاهم في مجال الدفاع يوم 3 مايو 2021."
    assert "2021" not in title(words) and title(words).startswith("مذكرة تفاهم")


def test_a_french_title_keeps_its_links() -> None:
    words = "L'Italie et le Kenya ont signé un accord de coopération militaire à Rome."
    assert title(words).startswith("accord de coopération") and "Rome" not in title(words)
