"""The statements of a case with what people judged of them, for other programs.

| file           | form                                                                         |
|----------------|------------------------------------------------------------------------------|
| contents       | what all of them take: statements as read, as reviewed, and the reviews       |
| rows           | tables of statements and reviews, for CSV, XLSX and Parquet                    |
| json_lines     | one JSON object a line                                                        |
| web_annotation | W3C Web Annotation (JSON-LD)                                                  |
| provenance     | W3C PROV (PROV-JSON)                                                          |
| actor_network  | who speaks about, agrees with and opposes whom (GraphML)                      |
"""

from detente.storage.exports.ledger.actor_network import export_actor_network
from detente.storage.exports.ledger.contents import Ledger
from detente.storage.exports.ledger.json_lines import export_json_lines
from detente.storage.exports.ledger.provenance import export_provenance
from detente.storage.exports.ledger.rows import ledger_tables
from detente.storage.exports.ledger.web_annotation import export_annotations

__all__ = [
    "Ledger",
    "export_actor_network",
    "export_annotations",
    "export_json_lines",
    "export_provenance",
    "ledger_tables",
]
