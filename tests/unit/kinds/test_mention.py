"""A mention that lost a word says another thing, however alike the rest is (decisions.md 9)."""

import pytest

from radlad.kinds.mention import differs

TEXT = "Cette commande n’est pas conditionnée à un réengagement contractuel sous 120 jours"


@pytest.mark.parametrize(
    "found",
    [
        "Cette commande est conditionnée à un réengagement contractuel sous 120 jours",
        "Cette commande n’est conditionnée à un réengagement contractuel sous 120 jours",
        "Cette commande n’est pas conditionnée à un réengagement contractuel sous 180 jours",
        "Cette commande n’est pas conditionnée à un réengagement sous 120 jours",
        "Cette commande n’est pas toujours conditionnée à un réengagement contractuel sous 120 jours",
    ],
)
def test_a_negation_a_number_or_a_word_lost_or_added_makes_another_mention(found):
    assert differs(TEXT, found)


@pytest.mark.parametrize(
    "found",
    [
        TEXT,
        "CETTE COMMANDE N'EST PAS CONDITIONNEE A UN REENGAGEMENT CONTRACTUEL SOUS 120 JOURS.",
        "Cette commande n’est pas conditionnee à un reengagement contractuei sous 120 jours",
        "Cette commande n’est pas condi- tionnée à un réengagement contractuel sous 120 jours",
    ],
)
def test_accents_case_hyphens_and_slips_do_not(found):
    assert not differs(TEXT, found)
