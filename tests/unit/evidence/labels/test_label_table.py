"""Sentences and the labels an analyst would give them: stance, negation, modality and kind, row by row."""

import pytest

from detente.domain.document import Document
from detente.evidence.labels.modality import certainty_of
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.read import read_documents

SHORT = {"act": "reported_act", "position": "reported_position", "weighs": "author_assessment",
         "opinion": "editorial_opinion", "guess": "speculation", "direct": "direct_quote", "partial": "partial_quote",
         "indirect": "indirect_quote", "silent": "official_silence"}  # fmt: skip

# sentence | stance | negated (- or not) | modality | kind
TABLE = """
# Verbs of support and their opposites
Chile supports the ceasefire. | supports | - | asserted | act
Chile backed sanctions on Peru. | supports | - | asserted | act
Chile threw its weight behind the ceasefire. | supports | - | asserted | act
Chile hailed the ceasefire. | supports | - | asserted | act
Chile agreed with Peru on sanctions. | supports | - | asserted | act
Chile is in favour of sanctions. | supports | - | asserted | position
Chile is on board with the ceasefire. | supports | - | asserted | position
Chile voted to approve the ceasefire. | supports | - | asserted | act
Chile expressed support for the ceasefire. | supports | - | asserted | act
Chile does not support the ceasefire. | opposes | - | asserted | act
Chile opposes sanctions. | opposes | - | asserted | position
Chile came out against sanctions. | opposes | - | asserted | act
Chile is firmly against sanctions. | opposes | - | asserted | position
Chile is at odds with Peru over sanctions. | opposes | - | asserted | position
Chile pushed back against sanctions. | opposes | - | asserted | act
Chile voted against sanctions. | opposes | - | asserted | act
# Refusals, reluctance, silence
Chile rejected the ceasefire. | rejects | - | asserted | act
Chile refused to lift sanctions. | rejects | - | asserted | act
Chile will never agree to sanctions. | rejects | - | predicted | position
Chile ruled out sanctions. | rejects | - | asserted | act
Chile brushed aside the ceasefire. | rejects | - | asserted | act
Chile did not reject the ceasefire. | rejects | not | asserted | act
Chile is reluctant to lift sanctions. | reluctant | - | asserted | position
Chile is not on board with sanctions. | reluctant | - | asserted | position
Chile is divided over sanctions. | reluctant | - | asserted | position
Chile is in no hurry to lift sanctions. | reluctant | - | asserted | position
Chile failed to agree on sanctions. | reluctant | - | asserted | position
Chile stopped short of sanctions. | reluctant | - | asserted | position
Chile declined to comment on the sanctions. | withholds | - | asserted | silent
Chile abstained in the vote on sanctions. | withholds | - | asserted | act
Chile reduced aid to Peru over the sanctions. | withholds | - | asserted | act
# Demands and needs
Chile demands a ceasefire. | demands | - | asserted | act
Chile called for a ceasefire. | demands | - | asserted | act
Chile urged Peru to lift sanctions. | demands | - | asserted | act
Chile told Peru to lift the sanctions. | demands | - | asserted | act
Chile appealed for a ceasefire. | demands | - | asserted | act
Chile repeated its call for a ceasefire. | demands | - | asserted | act
Chile insisted on a ceasefire. | demands | - | asserted | act
Chile met Peru without demanding a ceasefire. | demands | not | asserted | act
Chile needs a ceasefire. | requires | - | asserted | position
Chile has no choice but to accept a ceasefire. | demands | - | asserted | position
# Wishes and plans
Chile wants a ceasefire. | seeks | - | asserted | position
Chile hopes to reach a ceasefire. | seeks | - | asserted | position
Chile plans to impose sanctions. | seeks | - | asserted | position
Chile is determined to reach a ceasefire. | seeks | - | asserted | position
Chile tried to broker a ceasefire. | seeks | - | asserted | act
Chile aims to lift the sanctions. | seeks | - | asserted | position
Chile wants the ceasefire upheld. | seeks | - | asserted | position
Chile is pushing for a ceasefire. | seeks | - | asserted | act
A ceasefire is not a Chilean goal. | seeks | not | asserted | position
# Offers and openness
Chile offered to lift sanctions. | offers | - | asserted | act
Chile promised to lift sanctions. | offers | - | asserted | act
Chile agreed to lift sanctions. | offers | - | asserted | act
Chile dropped its objections to the ceasefire. | offers | - | asserted | act
Chile eased sanctions on Peru. | offers | - | asserted | act
Chile is open to a ceasefire. | open_to | - | asserted | position
Chile has not ruled out a ceasefire. | open_to | - | asserted | position
Chile is willing to discuss sanctions. | open_to | - | asserted | position
Chile signalled willingness to lift sanctions. | open_to | - | asserted | act
Chile is mulling sanctions. | open_to | - | asserted | position
# Acts against
Chile imposed sanctions on Peru. | acts_against | - | asserted | act
Chile violated the ceasefire. | acts_against | - | asserted | act
Chile launched an air strike during the ceasefire. | acts_against | - | asserted | act
Chile threatened to impose sanctions. | acts_against | - | asserted | act
Chile voted to impose sanctions. | acts_against | - | asserted | act
Chile decided to suspend the ceasefire. | acts_against | - | asserted | act
Chile vowed to block the sanctions. | acts_against | - | asserted | act
Chile summoned the ambassador over the sanctions. | acts_against | - | asserted | act
Chile tore up the ceasefire. | acts_against | - | asserted | act
Chile reneged on the ceasefire. | acts_against | - | asserted | act
# Reproaches and worries
Chile accused Peru of breaking the ceasefire. | accuses | - | asserted | act
Chile blamed Peru for the sanctions. | accuses | - | asserted | act
Chile denounced the sanctions. | accuses | - | asserted | act
Chile took aim at sanctions. | accuses | - | asserted | act
Chile is critical of the sanctions. | accuses | - | asserted | position
Chile lambasted the ceasefire. | accuses | - | asserted | act
Chile called the ceasefire a disaster. | accuses | - | asserted | act
Chile fears that the ceasefire is a trap. | concerned | - | asserted | position
Chile is wary of the ceasefire. | concerned | - | asserted | position
Chile voiced concern over the sanctions. | concerned | - | asserted | act
Chile is disappointed by the sanctions. | concerned | - | asserted | position
Chile is not sure whether Peru will stand by the ceasefire. | concerned | - | possible | position
Chile warned that the ceasefire could collapse. | concerned | - | possible | indirect
# Talks and who is left out
Chile and Peru signed a ceasefire. | engages | - | asserted | act
Chile met Peru for talks on sanctions. | engages | - | asserted | act
Chile is in talks with Peru on sanctions. | engages | - | asserted | act
Talks between Chile and Peru on sanctions resumed. | engages | - | asserted | act
Chile excluded Peru from the ceasefire. | excludes | - | asserted | act
Chile left Peru out of the ceasefire talks. | excludes | - | asserted | act
# The main verb, not what stands beside or under it
Chile, which opposed sanctions, backed the ceasefire. | supports | - | asserted | act
Chile condemned Peru's support for the ceasefire. | accuses | - | asserted | act
Chile demanded that Peru lift the sanctions. | demands | - | asserted | act
Chile wants Peru to reject the sanctions. | seeks | - | asserted | position
Chile must take measures to protect the ceasefire. | requires | - | normative | opinion
While Peru rejected the ceasefire, Chile supported it. | supports | - | asserted | act
Chile rejected the ceasefire as Peru welcomed it. | rejects | - | asserted | act
# Modality
Chile may reject the sanctions. | rejects | - | possible | weighs
Chile might support the ceasefire. | supports | - | possible | weighs
Chile could lift sanctions. | offers | - | possible | weighs
Chile will reject the sanctions. | rejects | - | predicted | act
Chile is expected to lift sanctions. | offers | - | predicted | act
Chile is set to lift sanctions. | offers | - | predicted | act
Chile is likely to reject the sanctions. | rejects | - | likely | weighs
Chile is unlikely to lift sanctions. | offers | - | likely | weighs
Chile should lift sanctions. | requires | - | normative | opinion
Chile ought to support the ceasefire. | requires | - | normative | opinion
Chile should reject the sanctions. | rejects | - | normative | opinion
Chile would have rejected the sanctions. | rejects | - | hypothetical | guess
If Chile rejects the sanctions, prices will rise. | rejects | - | conditional | weighs
If Chile were to reject the sanctions, prices would rise. | rejects | - | hypothetical | guess
Chile would support the ceasefire if Peru withdrew. | supports | - | conditional | weighs
Chile offered to lift sanctions if Peru withdraws. | offers | - | conditional | act
Chile threatened to impose sanctions if Peru attacks. | acts_against | - | conditional | act
Chile reportedly rejects the sanctions. | rejects | - | reported | act
Perhaps Chile wants a ceasefire. | seeks | - | speculative | guess
There is speculation that Chile wants a ceasefire. | seeks | - | speculative | guess
Our view is that Chile seeks a ceasefire. | seeks | - | opinion | opinion
We think Chile will reject the sanctions. | rejects | - | predicted | opinion
# Words of doubt that do not reach the point
Chile wants a ceasefire if Peru withdraws. | seeks | - | asserted | position
Chile rejected a possible ceasefire. | rejects | - | asserted | act
Chile opposes sanctions even if Peru attacks. | opposes | - | asserted | position
Chile, which will host the summit, rejected the ceasefire. | rejects | - | asserted | act
Chile condemned sanctions that could hurt Peru. | accuses | - | asserted | act
Chile rejected the claim that it would lift sanctions. | rejects | - | asserted | act
Chile blamed Peru for sanctions that may last. | accuses | - | asserted | act
Chile rejected sanctions on 16 May. | rejects | - | asserted | act
Chile supports the ceasefire because Peru might attack. | supports | - | asserted | act
# Speech of a party: its own commitments, what others must do, what things would do
“We will not lift the sanctions,” Chilean President Ana Paz said. | rejects | - | asserted | direct
“We will never give up the ceasefire,” Chilean President Ana Paz said. | rejects | - | asserted | direct
“We will impose sanctions,” Chilean President Ana Paz said. | acts_against | - | asserted | direct
“Peru must lift the sanctions,” Chilean President Ana Paz said. | demands | - | asserted | direct
“Peru should lift the sanctions,” Chilean President Ana Paz said. | demands | - | normative | direct
“We may lift the sanctions,” Chilean President Ana Paz said. | offers | - | possible | direct
“I think Peru will lift the sanctions,” Chilean President Ana Paz said. | offers | - | predicted | direct
“The sanctions are a mistake,” Chilean President Ana Paz said. | opposes | - | asserted | direct
“The sanctions are not a good idea,” Chilean President Ana Paz said. | opposes | - | asserted | direct
“The ceasefire is a step forward,” Chilean President Ana Paz said. | supports | - | asserted | direct
“The ceasefire is at risk,” Chilean President Ana Paz said. | concerned | - | asserted | direct
“If Peru withdraws, we will lift the sanctions,” Chilean President Ana Paz said. | offers | - | conditional | direct
“Lift the sanctions now, and we will talk,” Chilean President Ana Paz said. | demands | - | conditional | direct
“Let the parliament decide on the sanctions,” Chilean President Ana Paz said. | demands | - | normative | direct
Chilean President Ana Paz said the sanctions would harm Peru. | opposes | - | predicted | indirect
Chilean President Ana Paz said Chile would not lift the sanctions. | rejects | - | reported | indirect
Chilean President Ana Paz said Chile would support the ceasefire. | supports | - | reported | indirect
Chilean President Ana Paz said that the sanctions should be lifted. | requires | - | normative | indirect
Chilean President Ana Paz said Peru must lift the sanctions. | demands | - | reported | indirect
Chilean President Ana Paz said Chile might lift the sanctions. | offers | - | possible | indirect
Chilean President Ana Paz said she believed that Peru opposed the sanctions. | opposes | - | opinion | indirect
Chilean President Ana Paz said that Chile supports the ceasefire. | supports | - | reported | indirect
Chilean President Ana Paz said the ceasefire was “a disaster”. | opposes | - | asserted | partial
Chile called the sanctions “a crime”. | accuses | - | asserted | partial
Chilean President Ana Paz said the sanctions deal with Peru isn't good for Chile. | opposes | - | reported | indirect
# Speech of an expert
“Chile will not lift the sanctions,” said Mary Hill, a fellow at the Peace Institute. | rejects | - | predicted | direct
“Chile should lift the sanctions,” said Mary Hill, a fellow at the Peace Institute. | requires | - | normative | direct
Mary Hill, a fellow at the Peace Institute, said Chile could reject the sanctions. | rejects | - | possible | indirect
Mary Hill, a fellow at the Peace Institute, said Chile opposed the sanctions. | opposes | - | reported | indirect
# Words that look like others
Chile, meeting the requirements of the ceasefire, rejected sanctions. | rejects | - | asserted | act
Chile took on a larger role in the ceasefire, and rejected sanctions. | rejects | - | asserted | act
The ceasefire is secure, and Chile supports it. | supports | - | asserted | act
Chile backed sanctions that would have hurt Peru. | supports | - | asserted | act
Chile fears that the ceasefire may fail. | concerned | - | possible | position
Chile turned against the sanctions. | opposes | - | asserted | act
The battle against the sanctions occupied Chile, which rejected the ceasefire. | rejects | - | asserted | act
Chile rejected sanctions as opposed to tariffs. | rejects | - | asserted | act
Chile rejected the ceasefire and took back its sanctions. | rejects | - | asserted | act
"""


def rows():
    for line in TABLE.strip().splitlines():
        if line and not line.startswith("#"):
            sentence, stance, negated, modality, kind = (part.strip() for part in line.split(" | "))
            yield sentence, stance, negated == "not", modality, SHORT[kind]


def read(text):
    document = Document("a.txt", text, "text/plain")
    return list(read_documents([document], lexicon_from_documents([document])).statements)


@pytest.mark.parametrize(("sentence", "stance", "negated", "modality", "kind"), tuple(rows()))
def test_labels(sentence, stance, negated, modality, kind):
    found = [(s.stance, s.negated, s.modality, s.kind) for s in read(sentence)]
    assert (stance, negated, modality, kind) in found


@pytest.mark.parametrize("sentence", [row[0] for row in rows()])
def test_every_label_says_why(sentence):
    statements = read(sentence)
    assert all(s.certainty == certainty_of(s.modality) or s.modality == "conditional" for s in statements)
    assert all(s.kind in s.reason for s in statements)


def test_the_table_is_long_enough():
    assert len(list(rows())) >= 150
