"""How French and English sentences bind: groups of people, joined verbs, conditions, places, datelines, notices."""

from __future__ import annotations

from tests.builders import claim, claims, said


def test_a_group_of_people_acts_for_its_state() -> None:
    words = "The naval chiefs of Greece and Cyprus signed a military cooperation agreement in Haifa on 3 June 2024."
    one = claim(words, "agreement")
    assert said(one, "parties") == {"GR", "CY"} and said(one, "place") == {"haifa"}


def test_a_verb_behind_and_has_the_subject_of_the_one_before() -> None:
    words = "Italy trained Lebanese soldiers. Minister Carla Moura thanked the Lebanese army and condemned Boko Haram."
    accused = [c for c in claims(words, "statement") if said(c, "act") == {"accuse"}]
    assert [v.name for c in accused for v in c.slots["speaker"]] == ["Carla Moura"]


def test_a_present_tense_behind_when_is_still_to_come() -> None:
    coming = claim("The yard will be paid when Kenya takes delivery of the drones from Turkey.", "transfer")
    done = claim("The yard was paid when Kenya took delivery of the drones from Turkey.", "transfer")
    assert (coming.modality, done.modality) == ("planned", "asserted")


def test_a_place_in_the_middle_before_the_verb_is_no_place_of_signing() -> None:
    words = (
        "The centre of their cooperation remains the school in Athens, run by a firm under a defence cooperation "
        "agreement signed by Greece and Israel in April 2021."
    )
    assert "place" not in claim(words, "agreement").slots


def test_an_ordinal_of_something_else_numbers_no_edition() -> None:
    words = "The 11th brigade of the French army took part in exercise Bright Star."
    assert "edition" not in claim(words, "exercise").slots
    assert said(claim("The fifth edition of Bright Star opened in Egypt.", "exercise"), "edition") == {5}


def test_the_day_of_a_dateline_dates_nothing() -> None:
    words = "PHNOM PENH, Nov. 21 (Xinhua) -- Cambodia will send 298 troops to Mali, an officer said."
    assert "date" not in claim(words, "deployment", "2013-11-21").slots


def test_a_notice_bears_the_day_it_calls_today() -> None:
    words = (
        "The State Department has made a determination approving a possible Foreign Military Sale to Kuwait of Javelin "
        "missiles. The agency delivered the certification notifying Congress of this possible sale today."
    )
    assert said(claim(words, "transfer", "2025-03-12"), "date") == {"2025-03-12"}


def test_a_buyer_elsewhere_is_not_assumed_to_sell() -> None:
    words = "Douze sous-marins ont été commandés par l'Australie. La vente de quatre frégates au Brésil est signée."
    assert all("supplier" not in c.slots for c in claims(words, "transfer"))
