"""What the room changes: who is in it, who tables the draft, where they meet, who is told late, who talks in secret.

| module        | its one idea                                                              |
|---------------|---------------------------------------------------------------------------|
| settlement    | where a set of parties with a veto would settle, draw by draw             |
| participation | what a seat is worth: Shapley values over sets of participants            |
| formats       | a stated way of sitting together against the case as it stands            |
| proposers     | what tabling the draft is worth at most                                   |
| venues        | what a host could pull its way                                            |
| telling       | what hearing late costs                                                   |
| meeting       | whether the preconditions of a meeting hold together                      |
| back_channel  | whether observed moves look coordinated in secret                         |
| answer        | all of it                                                                 |
"""
