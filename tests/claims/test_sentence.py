"""One sentence taken apart: prepositions, coordination, clause limits."""

from __future__ import annotations

from itertools import pairwise

from tests.builders import arguments, parse_text


def test_a_bare_argument_has_no_preposition() -> None:
    assert ("", ("Greece",)) in arguments("Greece bought three frigates.")


def test_a_preposition_governs_the_mention_behind_it() -> None:
    assert ("from", ("Spain",)) in arguments("Morocco's army received 20 trucks from Spain.")


def test_an_article_between_preposition_and_name_changes_nothing() -> None:
    assert ("to", ("the Netherlands",)) in arguments("Spain delivered two frigates to the Netherlands.")


def test_a_french_contraction_has_both_senses() -> None:
    prepositions = {words: prep for prep, words in arguments("La France a livré deux frégates au Maroc.")}
    assert {"to", "in"} <= set(prepositions[("Maroc",)].split("|"))


def test_an_arabic_preposition_glued_to_the_name_is_found() -> None:
    *_, last = arguments("سلمت إسبانيا أربع فرقاطات لمصر.")
    assert "to" in last[0].split("|") and last[1] == ("مصر",)


def test_an_arabic_preposition_that_swallows_the_article_is_found() -> None:
    *_, last = arguments("سلمت إسبانيا أربع فرقاطات للمغرب.")
    assert "to" in last[0].split("|")


def test_names_joined_by_and_are_one_argument() -> None:
    assert ("to", ("Morocco", "Egypt")) in arguments("France sold 12 howitzers to Morocco and Egypt.")


def test_a_list_with_commas_is_one_argument() -> None:
    assert ("to", ("Kenya", "Ghana", "Senegal")) in arguments("Italy sold radars to Kenya, Ghana and Senegal.")


def test_arabic_and_is_glued_to_the_second_name() -> None:
    assert ("", ("الولايات المتحدة", "المغرب")) in arguments("وقعت الولايات المتحدة والمغرب اتفاقية دفاعية في الرباط.")


def test_things_and_states_are_not_joined() -> None:
    found = arguments("Spain and two frigates left the port of Algiers.")
    assert not any("Spain" in words and len(words) > 1 for _, words in found)


def test_a_semicolon_parts_two_clauses() -> None:
    parsed = parse_text("Spain delivered two frigates to Senegal; France trained the army of Chad.")
    first, last = parsed.clause(parsed.sentence.first), parsed.clause(parsed.sentence.last - 1)
    assert first != last
    assert parsed.barriers_between(parsed.sentence.first, parsed.sentence.last - 1) > 0


def test_clauses_cover_the_sentence_without_overlap() -> None:
    parsed = parse_text("Spain delivered two frigates while France trained the army of Chad, but Italy left.")
    ends = {parsed.clause(i) for i in range(parsed.sentence.first, parsed.sentence.last)}
    ordered = sorted(ends)
    assert ordered[0][0] == parsed.sentence.first and ordered[-1][1] == parsed.sentence.last
    assert all(a[1] <= b[0] for a, b in pairwise(ordered))


def test_every_mention_belongs_to_one_argument_at_most() -> None:
    parsed = parse_text("France, Spain and Italy sold 12 howitzers, 3 radars and 2 frigates to Egypt and Morocco.")
    held = [i for arg in parsed.args for i in arg.mentions]
    assert len(held) == len(set(held))


def test_tokens_of_a_mention_know_their_owner() -> None:
    parsed = parse_text("Greece bought 24 Rafale fighters.")
    assert parsed.bounds
    for index, (first, last) in enumerate(parsed.bounds):
        assert all(parsed.owner[t] == index for t in range(first, last))
