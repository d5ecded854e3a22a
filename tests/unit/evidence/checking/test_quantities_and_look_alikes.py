"""A table of what looks like a quantity and is none, and of quantities with value, unit and bound."""

from __future__ import annotations

import pytest

from detente.evidence.checking.figures import find_figures
from detente.evidence.text.numbers import find_numbers

LOOK_ALIKES = (
    'on 12 February 2025',
    'in 2014',
    'since 2016',
    'the 2016 election',
    'at 18:40',
    'at 6 p.m.',
    'by 9:30 a.m. GMT',
    'Article 5 of the treaty',
    'Articles 2 and 4',
    'Resolution 2202',
    'Resolution 2202 (2015)',
    'UNSCR 1701',
    'the G7 states',
    'the G20 summit',
    'the P5+1 talks',
    'the E3 ministers',
    'the 3rd round',
    'the 21st century',
    'Question 4: Why?',
    'the Stream 2 pipeline',
    'an old 50-50 joke',
    'the 9/11 attacks',
    '24/7 coverage',
    'a Su-35 jet',
    'an F-16 fighter',
    'the S-400 system',
    'T-72 tanks',
    'a Boeing 737',
    'COVID-19',
    'the 1990s',
    'the 2030 Agenda',
    'call 202-555-0182',
    'call +44 20 7946 0958',
    'Section 232 tariffs',
    'section 3.2 of the text',
    'Chapter VII',
    'Chapter 7',
    'Annex 2',
    'Protocol 4',
    'No. 10 Downing Street',
    'Room 101',
    'page 12',
    'pp. 12-14',
    'Table 3',
    'Figure 2',
    'Phase 2 of the deal',
    'Day 45',
    'Group of 77 said so',
    'the Minsk-2 accords',
    'World War 2 ended',
    'the 1967 borders',
    'the 1979 treaty',
    'a 2-1 win',
    'lost 3-0',
    'a 5-4 ruling',
    'Paz, 59, is a lawyer',
    'aged 47',
    'the 47-year-old minister',
    'Flight 17',
    'Channel 4 said',
    'Area 51',
    'Version 2.0',
    'Route 66',
    'Type 45 destroyers',
    'Ana Paz (R-12)',
    'the 38th parallel',
    'Oct. 7 attacks',
    'the 7 October attacks',
    'one of the leaders',
    'one another',
    'chapter one',
    'the First Army',
    'Novichok A-234',
    'uranium-235',
    'H5N1',
    'Web 2.0',
    'the 5G network',
    '10 Downing Street',
    '1600 Pennsylvania Avenue',
    'id 20259999',
    'zip 20500',
    'the year 2025',
    '2024-25 season',
    'the 2014-2020 budget',
    'MH17',
    'Title 42',
    'the 14th Amendment',
    'Agenda 21',
)  # fmt: skip

# text, value, unit, bound
QUANTITIES = (
    ('15%', 15, 'percent', 'point'),
    ('as much as 15%', 15, 'percent', 'upper_bound'),
    ('over 300 percent', 300, 'percent', 'lower_bound'),
    ('20 per cent', 20, 'percent', 'point'),
    ('0.1 percent', 0.1, 'percent', 'point'),
    ('3.5 percentage points', 3.5, 'percent', 'point'),
    ('at least 40%', 40, 'percent', 'lower_bound'),
    ('no more than 5 percent', 5, 'percent', 'upper_bound'),
    ('roughly 60%', 60, 'percent', 'approx'),
    ('nearly 90 percent', 90, 'percent', 'upper_bound'),
    ('about $500 billion', 500000000000.0, 'USD', 'approx'),
    ('$1.5 billion', 1500000000.0, 'USD', 'point'),
    ('€1.5bn', 1500000000.0, 'EUR', 'point'),
    ('£300m', 300000000.0, 'GBP', 'point'),
    ('$10,000', 10000.0, 'USD', 'point'),
    ('US$5 million', 5000000.0, 'USD', 'point'),
    ('1.5 billion dollars', 1500000000.0, 'USD', 'point'),
    ('140 billion euros', 140000000000.0, 'EUR', 'point'),
    ('some 3 billion pounds', 3000000000.0, 'GBP', 'approx'),
    ('no more than 250 million euros', 250000000.0, 'EUR', 'upper_bound'),
    ('2 trillion rubles', 2000000000000.0, 'RUB', 'point'),
    ('500 million yuan', 500000000.0, 'CNY', 'point'),
    ('¥20 billion', 20000000000.0, 'JPY', 'point'),
    ('up to $61 billion', 61000000000.0, 'USD', 'upper_bound'),
    ('more than €2 billion', 2000000000.0, 'EUR', 'lower_bound'),
    ('some 2,000 prisoners', 2000, 'prisoners', 'approx'),
    ('1,000 prisoners', 1000, 'prisoners', 'point'),
    ('26 countries', 26, 'countries', 'point'),
    ('at least seven villages', 7, 'villages', 'lower_bound'),
    ('two undeclared sites', 2, 'sites', 'point'),
    ('12,000 troops', 12000, 'troops', 'point'),
    ('fewer than 100 soldiers', 100, 'soldiers', 'upper_bound'),
    ('around 40 kilometres', 40, 'kilometres', 'approx'),
    ('100,000 people', 100000.0, 'people', 'point'),
    ('14 civilians', 14, 'civilians', 'point'),
    ('55.5 billion cubic metres', 55500000000.0, 'cubic metres', 'point'),
    ('a 90-minute call', 90, 'minutes', 'point'),
    ('30 days', 30, 'days', 'point'),
    ('the nearly three-year-long war', 3, 'years', 'upper_bound'),
    ('three years ago', 3, 'years', 'approx'),
    ('two hours', 2, 'hours', 'point'),
    ('a dozen ships', 12, 'ships', 'point'),
    ('half of the national economy', 0.5, 'share', 'approx'),
    ('two-thirds of the seats', 2 / 3, 'share', 'approx'),
    ('a third of the land', 1 / 3, 'share', 'approx'),
    ('three quarters of the budget', 0.75, 'share', 'approx'),
    ('a quarter of exports', 0.25, 'share', 'approx'),
    ('more than half of its gas', 0.5, 'share', 'lower_bound'),
    ('nearly two thirds of voters', 2 / 3, 'share', 'upper_bound'),
    ('one fifth of the oil', 0.2, 'share', 'approx'),
    ('60 kilograms', 60, 'kilograms', 'point'),
    ('5,060 centrifuges', 5060, 'centrifuges', 'point'),
    ('3 million barrels', 3000000.0, 'barrels', 'point'),
    ('50 megawatts', 50, 'megawatts', 'point'),
    ('at most 3.67 percent', 3.67, 'percent', 'upper_bound'),
    ('an estimated 6 million refugees', 6000000.0, 'refugees', 'approx'),
    ('not less than 10 votes', 10, 'votes', 'lower_bound'),
    ('upwards of 200 tanks', 200, 'tanks', 'lower_bound'),
    ('close to 80 members', 80, 'members', 'upper_bound'),
    ('exactly 18 abstentions', 18, 'abstentions', 'point'),
    ('ten votes', 10, 'votes', 'point'),
    ('twenty-five ships', 25, 'ships', 'point'),
    ('well over 1,000 tonnes', 1000, 'tonnes', 'lower_bound'),
    ('less than a third of the seats', 1 / 3, 'share', 'upper_bound'),
    ('5 km', 5, 'km', 'point'),
    ('two million tonnes', 2000000.0, 'tonnes', 'point'),
)  # fmt: skip

# text, lowest, highest, unit
RANGES = (
    ('between 15 and 18 percent', 15, 18, 'percent'),
    ('3 to 5 million tonnes', 3000000.0, 5000000.0, 'tonnes'),
    ('10-12 days', 10, 12, 'days'),
    ('from 5 to 7 billion dollars', 5000000000.0, 7000000000.0, 'USD'),
    ('$5-7 billion', 5000000000.0, 7000000000.0, 'USD'),
    ('€1bn to €2bn', 1000000000.0, 2000000000.0, 'EUR'),
    ('15–18%', 15, 18, 'percent'),
    ('four or five years', 4, 5, 'years'),
)  # fmt: skip

# text, unit; "tens of thousands" has no value
MANY = (
    ('tens of thousands of casualties', 'casualties'),
    ('hundreds of prisoners', 'prisoners'),
    ('millions of people', 'people'),
    ('dozens of villages', 'villages'),
    ('thousands of troops', 'troops'),
)  # fmt: skip


def test_the_table_is_long_enough() -> None:
    assert len(LOOK_ALIKES) >= 60
    assert len(QUANTITIES) + len(RANGES) + len(MANY) >= 60


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_is_no_quantity_and_no_statistic(text: str) -> None:
    sentence = f"They spoke of {text} there."
    assert [n.words for n in find_numbers(sentence, 0, len(sentence))] == []
    assert [f.words for f in find_figures(sentence, 0, len(sentence))] == []


@pytest.mark.parametrize(("text", "value", "unit", "bound"), QUANTITIES)
def test_a_quantity_has_value_unit_and_bound(text: str, value: float, unit: str, bound: str) -> None:
    sentence = f"They spoke of {text}."
    (found,) = find_numbers(sentence, 0, len(sentence))
    assert (found.value, found.unit, found.bound) == (pytest.approx(value), unit, bound)


@pytest.mark.parametrize(("text", "low", "high", "unit"), RANGES)
def test_a_range_has_both_ends(text: str, low: float, high: float, unit: str) -> None:
    sentence = f"They spoke of {text}."
    (found,) = find_numbers(sentence, 0, len(sentence))
    assert (found.low, found.high, found.unit, found.bound) == (low, high, unit, "range")


@pytest.mark.parametrize(("text", "unit"), MANY)
def test_a_multitude_has_a_unit_and_no_value(text: str, unit: str) -> None:
    sentence = f"They spoke of {text}."
    (found,) = find_numbers(sentence, 0, len(sentence))
    assert (found.value, found.unit) == (None, unit)


def test_a_comma_for_decimals_is_not_supported_and_never_taken_for_a_large_number() -> None:
    text = "It costs 1,5 billion euros."
    assert find_numbers(text, 0, len(text)) == []
