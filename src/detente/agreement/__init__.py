"""Is there a deal every required party prefers to no deal, no red line crossed; and if not, what blocks it.

| module         | its one idea                                                                  |
|----------------|-------------------------------------------------------------------------------|
| margins        | an actor's utility, its no-deal value, and the gain of a point over it        |
| egalitarian    | the point best for the worst-off party, exactly                               |
| column_generation, weighted_medians | its kernel                                              |
| linear_program | the same by a general solver: fallback of the kernel, oracle of the tests      |
| zone           | whether the zone exists, draw by draw, and its best point for the worst-off   |
| packages       | draft deals before the parties: margins, red lines crossed, acceptable or not |
| blocks         | the minimal sets of demands that leave no zone                                |
| shares         | a share of draws with its interval                                            |
| judge          | all of it for one block of draws                                              |
| conclude       | what all draws say together                                                   |
"""

from detente.agreement.conclude import conclude
from detente.agreement.judge import Judgement, judge

__all__ = ["Judgement", "conclude", "judge"]
