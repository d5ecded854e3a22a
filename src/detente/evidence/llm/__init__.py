"""Statements proposed by a language model and verified against the document: optional, never trusted.

| file         | what it holds                                                              |
|--------------|----------------------------------------------------------------------------|
| settings     | which endpoint, model, key and prices: from the environment or a file      |
| port         | what the reading asks of a model and of a store of its answers             |
| http_model   | the one place that goes to the network: an OpenAI-compatible endpoint      |
| asking       | one question, with the answers kept, broken ones asked once more           |
| passages     | a document cut into what fits one question                                 |
| prompt       | the question, with the document fenced by a mark it cannot contain         |
| schema       | the only answer that is understood                                         |
| surroundings | where a quotation stands: its sentences, who is named there, the rules' own reading |
| verify       | a proposal made a statement, or the reason it is refused                   |
| weaker       | of two readings the one that claims less                                   |
| reading      | all documents, joined with what the rules read                             |
| confirmed    | accepted proposals, kept without asking again                              |
| cost         | what was asked, refused and paid                                           |
"""
