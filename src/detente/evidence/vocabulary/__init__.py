"""The vocabulary: what negotiations are about and how text speaks of it, as YAML an analyst can read and correct.

| file                | holds                                                                           |
|---------------------|---------------------------------------------------------------------------------|
| issues_*.yaml       | negotiation issues: question, scale, keywords, cues to each end, sovereignty     |
| predicates.yaml     | what actors do, want and feel, by stance                                         |
| modality.yaml       | words that weaken a claim: may, if, reportedly; negation; official silence       |
| world.yaml          | states: demonyms, capitals and seats of government                               |
| organisations.yaml  | international organisations, blocs and groups                                    |
| roles.yaml          | offices by which a person speaks for a state                                     |
| collectives.yaml    | groups and institutions inside states, known by what they are                    |
| judgements.yaml     | words by which somebody judges, where no predicate was found                       |
| furniture.yaml      | what stands on a page but is no part of the article                              |
| events.yaml         | what happens (calls, meetings, votes) and how text says that it did              |
| languages.yaml      | the commonest short words by which a language is told                            |

An issue's entry: ``name``; ``question``; ``scale`` from 0 to 100 with both ends described neutrally;
``reference_point`` (what holds without a deal) or left out where only the case can tell; ``keywords`` by which
statements find the issue; ``hints``, words that mean it only where a document names it elsewhere; ``part_of``, the
wider issue it is a chapter of; ``guards``, phrases that only look like it; ``cues`` to each end of the scale;
``favour``, the end somebody who supports the issue as named is for; ``sovereignty``, what moving from the lowest to the
highest point does to the party bound by it.
"""

from detente.evidence.vocabulary.entries import IssueEntry
from detente.evidence.vocabulary.loader import (
    collectives,
    events,
    furniture,
    issue_entries,
    judgements,
    languages,
    modality,
    organisations,
    predicates,
    roles,
    world,
)

__all__ = [
    "IssueEntry",
    "collectives",
    "events",
    "furniture",
    "issue_entries",
    "judgements",
    "languages",
    "modality",
    "organisations",
    "predicates",
    "roles",
    "world",
]
