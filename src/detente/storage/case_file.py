"""Everything one does with a ``case.yaml``: load, check, save with its comments, propose, start, publish its schema."""

from detente.storage.case_loading import CASE_FILE, SOURCES_FOLDER, LoadedCase, load_case, missing_documents, parse_case
from detente.storage.case_saving import save_case
from detente.storage.case_schema import case_schema
from detente.storage.case_skeleton import new_case
from detente.storage.case_writing import case_text, is_untouched_proposal, write_proposed_case

__all__ = [
    "CASE_FILE",
    "SOURCES_FOLDER",
    "LoadedCase",
    "case_schema",
    "case_text",
    "is_untouched_proposal",
    "load_case",
    "missing_documents",
    "new_case",
    "parse_case",
    "save_case",
    "write_proposed_case",
]
