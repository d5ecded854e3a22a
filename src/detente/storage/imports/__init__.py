"""Cases in the formats of other programs: KTAB CSV, BDM CSV, exchange text."""

from detente.storage.imports.bdm import read_bdm
from detente.storage.imports.exchange import read_exchange
from detente.storage.imports.ktab import read_ktab
from detente.storage.imports.sniff import FORMATS, import_case

__all__ = ["FORMATS", "import_case", "read_bdm", "read_exchange", "read_ktab"]
