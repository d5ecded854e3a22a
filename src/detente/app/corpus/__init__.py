"""Reading any number of documents: in parts, on all cores, in bounded memory, and gone on with after a stop.

| file       | role                                                                              |
|------------|-----------------------------------------------------------------------------------|
| chunks     | what to read, cut into chunks of a few dozen documents in a fixed order           |
| stages     | what one process does with one chunk: take in, read, finish                        |
| crew       | the processes, and the chunks handed to them                                      |
| reading    | the three stages one after the other, and what all chunks together must know      |
| output     | statements as a stream: few documents read at once, many in parts                 |
| gathering  | what an analysis of very many documents starts from                               |

Take in: files become documents, their persons and shingles are counted. Read: the rules, each document by itself.
Finish: checks and independence groups, which need to know of the other documents. Each stage leaves one part a chunk
in a folder; a part that is there is not made again. Results depend on the documents alone: not on the number of
processes, nor on which of them was first, nor on how often the work was stopped.
"""

from detente.app.corpus.chunks import FEW, is_large
from detente.app.corpus.reading import CorpusReading, read_corpus

__all__ = ["FEW", "CorpusReading", "is_large", "read_corpus"]
