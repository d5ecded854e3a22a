"""Readers: one file a format behind two ports, and the folder that dispatches to them."""

from detente.evidence.readers.folder import (
    COLLECTIONS,
    FORMATS,
    READER_VERSION,
    READERS,
    SUFFIXES,
    files_of,
    is_collection,
    nothing_read,
    read_document,
    read_each,
    read_file,
    read_folder,
)
from detente.evidence.readers.port import CollectionReader, Content, DocumentProblem, Reader

__all__ = [
    "COLLECTIONS",
    "FORMATS",
    "READERS",
    "READER_VERSION",
    "SUFFIXES",
    "CollectionReader",
    "Content",
    "DocumentProblem",
    "Reader",
    "files_of",
    "is_collection",
    "nothing_read",
    "read_document",
    "read_each",
    "read_file",
    "read_folder",
]
