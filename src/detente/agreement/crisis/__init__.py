"""Crisis bargaining: small published formulas, each over one value or over as many draws as are given.

| module           | its one idea                                                                                  |
|------------------|-----------------------------------------------------------------------------------------------|
| values           | arrays that broadcast, checked against the range a formula is defined on                    |
| fearon           | the bargaining range that costly fighting leaves; among n parties, what closes and reopens it |
| private_costs    | how much risk of war a side takes that does not know the other's cost                      |
| commitment       | when shifting power makes every settlement of today unsafe tomorrow                        |
| audience_costs   | threats, bluffs and concessions when backing down is punished at home                      |
| rubinstein       | alternating offers: patience as power, outside options                                     |
| solutions        | Nash, Kalai-Smorodinsky, egalitarian and utilitarian divisions of a pie                    |
| baron_ferejohn   | divisions under a voting rule with a closed agenda                                         |
| self_enforcing   | the patience at which keeping a settlement beats breaking it                               |
| two_level        | what a parliament at home would ratify                                                     |
| power_index      | how often a vote is decisive                                                               |
| zeuthen          | who concedes next                                                                          |
| answer           | what they say of a case's crisis, over all draws                                           |

A pie has size 1. p is the probability that the first side wins all of it by fighting; a cost of war is a share of it.
"""
