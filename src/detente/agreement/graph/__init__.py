"""The graph model for conflict resolution: does a state, once reached, stay?

| module       | its one idea                                                                                   |
|--------------|------------------------------------------------------------------------------------------------|
| model        | a conflict ready to analyse: option masks, what can be, payoffs                                 |
| preferences  | rankings with ties and prioritised statements as payoffs                                        |
| moves        | the best within reach, the worst others can bring about, without tables                         |
| simultaneous | improvements made at the same time                                                              |
| stability    | Nash, GMR, SMR, SEQ, SIM for each decision maker, and the equilibria                            |
| reach        | tables of what a group can reach, for small conflicts                                           |
| coalitions   | the same concepts for groups that may act together                                              |
| inverse      | which preferences of a decision maker make a state stable, exactly                              |
| probability  | how often a state is an equilibrium under uncertain preferences, and which judgement flips it   |
| uncertain    | preferences drawn from what a conflict says is not known of them                                |
| status_quo   | a path from now to each equilibrium                                                             |
| play         | how a state is left: the surest first move, and what follows in turn                            |
| excerpt      | the part worth drawing                                                                          |
"""

from detente.agreement.graph.model import Graph, build_graph
from detente.agreement.graph.stability import CONCEPTS, equilibria

__all__ = ["CONCEPTS", "Graph", "build_graph", "equilibria"]
