"""Is there a deal every required party prefers to no deal, no red line crossed; and if not, what blocks it.

| module            | its one idea                                                                   |
|-------------------|--------------------------------------------------------------------------------|
| margins           | an actor's utility, its no-deal value, and the gain of a point over it         |
| egalitarian       | the point of a box best for the worst-off party, exactly                       |
| column_generation | its kernel: a simplex method whose columns are weighted medians                |
| linear_program    | the same by a general solver: fallback of the kernel, oracle of the tests      |
| zone              | whether the zone exists, draw by draw, and its best point                      |
| packages          | draft deals before the parties: margins, red lines crossed, acceptable or not  |
| demands           | the demands of one draw as sets that can be met or not                         |
| blocks            | the minimal sets of demands that leave no zone                                 |
| shares            | a share of draws with its interval                                             |
| judge             | all of it for one block of draws, as arrays                                    |
| conclude          | what all draws say together, as plain values                                   |
| relaxations       | how far one demand of one party has to give for the zone to open, exactly      |
| unlock            | the unlock table: what each party could open alone, over the draws             |
| line_conflicts    | which red lines exclude each other                                             |
| draft_space       | the drafts that can be put together from provisions                            |
| draft_tables      | what each provision is worth to each party in each draw, in whole numbers      |
| draft_kernel      | kernels that try every draft, or branch and bound                              |
| draft_scores      | what drafts are worth by each criterion, a few at a time                       |
| draft_search      | the best drafts of a space, on a sample of draws                               |
| draft_final       | the last choice among a few drafts, on all draws                               |
| package_search    | the drafts found, judged like any package                                      |
| answer            | drafts found, unlock table and clashing lines of one scenario                  |
"""

from detente.agreement.conclude import conclude
from detente.agreement.judge import Judgement, judge

__all__ = ["Judgement", "conclude", "judge"]
