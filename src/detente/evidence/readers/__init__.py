"""Readers: one file a format behind one port, and the folder that dispatches to them."""

from detente.evidence.readers.folder import FORMATS, READERS, read_document, read_folder
from detente.evidence.readers.port import Content, DocumentProblem, Reader

__all__ = ["FORMATS", "READERS", "Content", "DocumentProblem", "Reader", "read_document", "read_folder"]
