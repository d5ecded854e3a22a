"""The day of publication by the lines of a text and by its name; never a day that nothing gives."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from detente.evidence.readers import read_document
from detente.evidence.readers.date_lines import date_line

GIVEN = [
    ('Title\nPublished: 18 February 2025\nText', '', '2025-02-18'),
    ('Title\nUpdated 12 Aug 2025\nText', '', '2025-08-12'),
    ('Title\nPublished 10 Aug 2025 | Updated 12 Aug 2025\nText', '', '2025-08-10'),
    ('Title\nBy Ana Paz, 18 February 2025\nText', '', '2025-02-18'),
    ('Title\nBy ANA PAZ | Feb. 18, 2025 4:30 PM ET\nText', '', '2025-02-18'),
    ('RIYADH, Feb 18 (Agency) — Delegations met.', '2025-02-19-talks.txt', '2025-02-18'),
    ('RIYADH, Feb 18, 2025 (Agency) — Delegations met.', '', '2025-02-18'),
    ('RIYADH (Agency) - 18 February 2025 - Delegations met.', '', '2025-02-18'),
    ('Title\nTuesday, August 12, 2025\n\nText', '', '2025-08-12'),
    ('Title\n12 August 2025, 10:15 GMT\nText', '', '2025-08-12'),
    ('Title\nhttps://example.org/world/2025/02/18/talks\nText', '', '2025-02-18'),
    ('Text', 'sources/20250218_talks.txt', '2025-02-18'),
    ('Text', '2025/02/18/talks.txt', '2025-02-18'),
    ('Text', 'polnear#wash_2016-07-16_new', '2016-07-16'),
    ('Title\n18/02/2025\nText', '', '2025-02-18'),
    ('Title\n02/18/2025\nText', '', '2025-02-18'),
    ('Title\nText of the article goes on.\n\nFirst published: 3 May 2024', '', '2024-05-03'),
    ('Title\nDate: 2025-02-18T10:00:00Z\nText', '', '2025-02-18'),
    ('Title\nThe Courier | 12 May 2025\nText', '', '2025-05-12'),
    ('Title\nMay 12th, 2025 • 5 min read\nText', '', '2025-05-12'),
    ('Title\nPosted on May 3, 2024 by admin\nText', '', '2024-05-03'),
    ('Title\nLast updated: Wed 12 Feb 2025 14:01 GMT', '', '2025-02-12'),
]  # fmt: skip

NOT_GIVEN = [
    ('RIYADH, Feb 18 (Agency) — Delegations met.', ''),
    ('Title\n03/04/2025\nText', ''),
    ('The treaty was signed on 23 March 2015 in Khartoum.', ''),
    ('Title\n\nOn 18 February 2025 the delegations met in Riyadh for talks.', ''),
    ('Talks began in 2014. Nothing else.', 'report-2025.txt'),
    ('Title\nPublished: 31 February 2025\nText', ''),
    ('Phone 202-555-0182 and id 20259999', 'id-20259999.txt'),
    ('KYIV, Ukraine (AP) — Something. June 3, 2022 was the day.', ''),
    ('Title\n15 March 2025: the day that changed the talks for good, as everyone says\nText', ''),
    ('Title\n12 August 2025, delegations met.', ''),
    ('Title\n12 August 2025 - delegations met.', ''),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "day"), GIVEN)
def test_a_line_or_a_name_gives_the_day(text: str, name: str, day: str) -> None:
    found = date_line(text, name)
    assert found is not None
    assert found.day.isoformat() == day
    assert found.words


@pytest.mark.parametrize(("text", "name"), NOT_GIVEN)
def test_no_day_is_made_up(text: str, name: str) -> None:
    assert date_line(text, name) is None


def test_a_dateline_of_december_belongs_to_the_year_before_its_file_of_january() -> None:
    found = date_line("RIYADH, Dec 30 (Agency) — They met.", "2025-01-02.txt")
    assert found is not None
    assert found.day == dt.date(2024, 12, 30)


def test_what_a_format_says_outweighs_the_text_and_the_document_says_where_its_day_is_from(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ndate: 2025-01-01\n---\n\nPublished: 18 February 2025\n\nText.", "utf-8")
    (tmp_path / "b.txt").write_text("Title\n\nPublished: 18 February 2025\n\nText.", "utf-8")
    first, second = (read_document(tmp_path / name, tmp_path) for name in ("a.md", "b.txt"))
    assert first.published == dt.date(2025, 1, 1)
    assert second.published == dt.date(2025, 2, 18)
    assert second.notes == ("published: “Published: 18 February 2025”",)
