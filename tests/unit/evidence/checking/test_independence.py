from detente.domain.document import Document
from detente.evidence.checking.independence import copied_documents, group_statements
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.read import read_documents

LONG = (
    "The commission met on Monday in the old town hall and heard the engineers, who explained at length how the "
    "sluices of the upper dam had been rebuilt after the flood of that year and why the gates could not be opened."
)


def documents(*texts):
    return [Document(f"{n}.txt", t, "text/plain") for n, t in enumerate(texts)]


def read(*texts):
    given = documents(*texts)
    return read_documents(given, lexicon_from_documents(given)).statements


def groups(*texts):
    return [s.independence_group for s in read(*texts)]


def test_two_authors_are_two_sources():
    a, b = groups("Chile rejects the sanctions.", "Chile opposes any embargo.")
    assert a != b


def test_one_author_counts_once():
    assert len(set(groups("Chile rejects the sanctions.\n\nChile opposes the embargo."))) == 1


def test_a_copied_document_counts_once():
    texts = [f"{LONG} Chile rejects the sanctions.", f"{LONG} Peru opposes any embargo."]
    assert len(set(groups(*texts))) == 1
    assert set(copied_documents(documents(*texts)).values()) == {"0.txt"}
    assert set(copied_documents(documents(LONG, "Chile rejects it.")).values()) == {"0.txt", "1.txt"}


def test_one_named_speaker_in_two_papers_counts_once():
    a = "Chilean President Ana Paz said Chile rejects the sanctions."
    b = "In Lima, Chilean President Ana Paz said that Chile opposes an embargo on Peru."
    assert len({s.independence_group for s in read(a, b) if s.speaker == "Ana Paz"}) == 1


def test_the_same_long_quotation_joins_its_sources():
    a = "“Chile will not lift the sanctions on Peru,” said Mary Hill, an analyst in Lima."
    b = "“Chile will not lift the sanctions on Peru,” said Jane Moor, a fellow in Quito."
    assert len({s.independence_group for s in read(a, b)}) == 1


def test_the_order_of_documents_does_not_matter():
    given = documents(f"{LONG} Chile rejects the sanctions.", f"{LONG} Peru opposes any embargo.")
    statements = read_documents(given, lexicon_from_documents(given)).statements
    backwards = group_statements(statements[::-1], given[::-1])[::-1]
    assert [s.independence_group for s in backwards] == [s.independence_group for s in statements]
