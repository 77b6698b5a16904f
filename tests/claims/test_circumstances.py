"""Dates, amounts and counts that stand beside a word."""

from __future__ import annotations

from tests.builders import claim, claims, said

from mithaq.claims.circumstances import is_circumstance


def test_names_of_circumstances() -> None:
    known = ("date", "since", "since:open", "range", "until", "money", "ordinal", "frequency", "count:troops")
    assert all(is_circumstance(name) for name in known)
    assert not is_circumstance("subject")
    assert not is_circumstance("to")


def test_a_date_in_the_sentence_dates_the_claim() -> None:
    assert said(claim("France delivered four frigates to Egypt on 3 May 2019.", "transfer"), "date") == {"2019-05-03"}


def test_a_date_is_as_exact_as_the_text() -> None:
    assert said(claim("سلمت فرنسا أربع فرقاطات إلى مصر عام 2019.", "transfer"), "date") == {"2019"}


def test_a_price_is_the_value_of_the_deal() -> None:
    read = claim("France sold four frigates to Egypt for 1.2 billion euros.", "transfer")
    (value,) = read.slots["value"]
    assert value.value == 1_200_000_000 and dict(value.extra)["currency"] == "EUR"


def test_a_number_of_soldiers_is_counted_apart_from_countries() -> None:
    words = "The African Lion exercise began in Morocco with 7,000 soldiers from 20 countries."
    read = claim(words, "exercise")
    assert said(read, "personnel") == {7000}
    assert said(read, "participant_count") == {20}


def test_at_least_is_kept() -> None:
    words = "The African Lion exercise began in Morocco with more than 7,000 soldiers."
    (value,) = claim(words, "exercise").slots["personnel"]
    assert dict(value.extra)["qualifier"] == "at-least"


def test_how_often_is_a_duration() -> None:
    read = claims("The United States and Morocco hold the annual African Lion exercise in Agadir.", "exercise")
    assert {"P1Y"} in [said(c, "frequency") for c in read]


def test_since_is_a_date_of_its_own() -> None:
    read = claims("Morocco has hosted the African Lion exercise since 2004.", "exercise")
    assert any({str(v)[:4] for v in said(c, "since")} == {"2004"} for c in read)
