"""Articles made up by a seed, for measuring: no two alike, in every format, some in other languages, some copies."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

STATES = (
    "Kenya", "Chile", "Peru", "Norway", "Egypt", "Sudan", "Japan", "Brazil", "India", "Canada", "Ghana", "Nepal",
    "Ethiopia", "Turkey", "France", "Germany", "Iran", "Israel", "Jordan", "Mexico", "Poland", "Spain", "Vietnam",
    "Serbia", "Armenia", "Russia", "China", "Ukraine", "Iraq", "Cuba",
)  # fmt: skip
FIRST = (
    "Ana", "Bo", "Carla", "Dina", "Emil", "Farid", "Grace", "Hugo", "Ines", "Jan", "Karim", "Lena", "Milos",
    "Nadia", "Omar", "Pia", "Rosa", "Sami", "Tara", "Viktor",
)  # fmt: skip
LAST = (
    "Abara", "Bekov", "Castellon", "Dermani", "Estrova", "Falkner", "Garanov", "Hollmann", "Ibarren", "Jurasek",
    "Kovalent", "Lindqvor", "Marrakis", "Nordahlen", "Okonjwe", "Petrescan", "Quillfeld", "Rasmuseen", "Sokolmar",
    "Tavaresh", "Ulvestad", "Vantongel", "Wakefjord", "Yamadori", "Zabalski",
)  # fmt: skip
OFFICES = ("Foreign Minister", "President", "Prime Minister", "Defence Minister", "trade minister", "chief negotiator")
ISSUES = (
    "sanctions on {b}", "a ceasefire with {b}", "tariffs on goods from {b}", "inspections of the sites of {b}",
    "the filling of the dam", "the enrichment of uranium", "the border with {b}", "the exchange of prisoners with {b}",
    "the grain corridor", "military aid to {b}", "the fishing quotas of {b}", "a security guarantee for {b}",
)  # fmt: skip
SAID = (
    "{a} {verb} {issue}.",
    "{a} {verb} {issue} and said that {c} should do the same.",
    "{person} said that {a} would not accept {issue}.",
    "“We will never give up {issue},” {person} told reporters.",
    "“It is time to talk about {issue},” said {person}. “Nobody gains from this.”",
    "According to officials of {c}, {a} is open to {issue}.",
    "Analysts said that {issue} had cost {a} about {n}% of its exports.",
    "{a} could lift its objections to {issue} if {c} agreed to talks.",
    "An official who asked not to be named said that {a} had offered {issue}.",
    "{person} warned {b} against steps on {issue}.",
)
VERBS = (
    "rejected", "supported", "demanded", "opposed", "proposed", "accepted", "threatened", "suspended", "welcomed",
)  # fmt: skip
SYLLABLES = (
    "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "wo", "ya", "zen", "kar", "lim",
    "nor", "pel",
)  # fmt: skip
FOREIGN = (
    "Le gouvernement a dit que les sanctions contre {b} ne sont pas dans la note, et que {w} est avec nous.",
    "Der Minister sagte, dass die Sanktionen gegen {b} nicht auf der Liste stehen und dass {w} mit uns ist.",
    "Министр сказал, что санкции против страны {b} не были в списке и что {w} был с нами.",
    "El ministro dijo que las sanciones contra {b} no están en la lista y que {w} está con nosotros.",
)


def article(number: int, seed: int = 1) -> dict[str, str]:
    """Title, text, date, publisher and id of an article; one in 25 is in another language, one in 20 nearly a copy."""
    if number % 20 == 19:
        original = article(number - 7, seed)
        text = original["text"].replace(" on Monday", " on Tuesday") + f"\n\nThis version has the number {number}."
        return original | {"id": f"a{number:06d}", "text": text, "publisher": "The Copy"}
    random_ = random.Random(seed * 1_000_003 + number)
    paragraphs = [_paragraph(random_) for _ in range(random_.randint(6, 12))]
    if number % 25 == 3:
        line = FOREIGN[number // 25 % len(FOREIGN)]
        paragraphs = [line.format(b=random_.choice(STATES), w=_word(random_)) for _ in range(12)]
    day = f"2025-{1 + number % 12:02d}-{1 + number % 28:02d}"
    title = f"{random_.choice(STATES)} and {random_.choice(STATES)} talk about {_word(random_)}"
    return {"id": f"a{number:06d}", "title": title, "text": "\n\n".join(paragraphs), "date": day,
            "publisher": f"The {_word(random_).capitalize()} Post"}  # fmt: skip


def write_folder(folder: Path, count: int, seed: int = 1) -> None:
    """Half of the articles as files of five formats in subfolders, a quarter in a CSV, a quarter in a JSONL file."""
    folder.mkdir(parents=True, exist_ok=True)
    half, rest = count // 2, count - count // 2
    for number in range(half):
        _write_file(folder / f"day{number % 97:02d}", article(number, seed), number)
    with (folder / "table.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, ["id", "title", "text", "date", "publisher"])
        table.writeheader()
        table.writerows(article(number, seed) for number in range(half, half + rest // 2))
    with (folder / "table.jsonl").open("w", encoding="utf-8") as out:
        for number in range(half + rest // 2, count):
            out.write(json.dumps(article(number, seed), ensure_ascii=False) + "\n")


def _write_file(folder: Path, found: dict[str, str], number: int) -> None:
    folder.mkdir(exist_ok=True)
    name, kind = folder / found["id"], number % 10
    if kind == 0:
        body = "".join(f"<p>{p}</p>" for p in found["text"].split("\n\n"))
        page = f"<html><head><title>{found['title']}</title></head><body><article>{body}</article></body></html>"
        name.with_suffix(".html").write_text(page, "utf-8")
    elif kind == 1:
        head = f"From: {found['publisher']} <a@example.org>\nSubject: {found['title']}\nDate: {found['date']}\n"
        head += "Content-Type: text/plain; charset=utf-8\n\n"
        name.with_suffix(".eml").write_text(head + found["text"], "utf-8")
    elif kind == 2:
        front = f"---\ntitle: {found['title']}\ndate: {found['date']}\n---\n"
        name.with_suffix(".md").write_text(front + found["text"], "utf-8")
    else:
        name.with_suffix(".txt").write_text(found["text"], "utf-8")


def _paragraph(random_: random.Random) -> str:
    sentences = []
    for _ in range(random_.randint(2, 5)):
        if random_.random() < 0.45:
            sentences.append(_filler(random_))
            continue
        a, b, c = random_.sample(STATES, 3)
        first, last = random_.choice(FIRST), random_.choice(LAST)
        person = f"{a}'s {random_.choice(OFFICES)} {first} {last}"
        issue = random_.choice(ISSUES).format(b=b)
        sentence = random_.choice(SAID).format(
            a=a, b=b, c=c, person=person, verb=random_.choice(VERBS), issue=issue, n=random_.randint(2, 90)
        )
        sentences.append(
            f"{sentence[:-1]} on Monday, {_filler(random_).lower()}" if random_.random() < 0.3 else sentence
        )
    return " ".join(sentences)


def _filler(random_: random.Random) -> str:
    words = [_word(random_) for _ in range(random_.randint(4, 9))]
    return f"The {words[0]} of {words[1]} was {words[2]} and the {words[3]} {' '.join(words[4:])} in the town.".replace(
        "  ", " "
    )


def _word(random_: random.Random) -> str:
    return "".join(random_.choice(SYLLABLES) for _ in range(random_.randint(2, 4)))
