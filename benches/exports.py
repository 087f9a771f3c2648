"""Writes an invented export of 500 articles and an invented PDF of 100 pages in two columns: python3 benches/exports.py FOLDER

`time dateline parse FOLDER/nexis.txt` and `time dateline parse FOLDER/hundred.pdf` then measure how long they take. The same
files are written every time.
"""

import pathlib
import random
import sys
import zlib

ARTICLES, PAGES, LINES, LINE_LETTERS = 500, 100, 55, 48
NOUNS = """harbour ferry council minister storm quay boat report police mayor market price election water energy school court
union strike budget river bridge railway company worker village island coast ship captain crew cargo tariff treaty border
hospital doctor vaccine climate flood drought harvest farmer""".split()
LINKS = ["the", "of the", "in the", "and", "to"]


def sentence(rng):
    words = [rng.choice(LINKS if n % 5 == 2 else NOUNS) for n in range(rng.randint(9, 22))]
    return " ".join(words).capitalize() + "."


def paragraph(rng):
    return " ".join(sentence(rng) for _ in range(rng.randint(3, 6)))


def nexis(rng):
    """An export as Nexis writes it as text."""
    for n in range(1, ARTICLES + 1):
        body = "\n\n".join(paragraph(rng) for _ in range(9))
        yield (
            f"\n\n{n} of {ARTICLES} DOCUMENTS\n\nThe Quay Herald\n\nMay {n % 28 + 1}, 2019\n\n{sentence(rng)[:-1]}\n\nBYLINE: LEE, ANN"
            f"\n\nSECTION: NEWS; Pg. {n % 40}\n\nLENGTH: 420 words\n\n{body}\n\nLOAD-DATE: June 1, 2020\n\nLANGUAGE: ENGLISH\n"
        )


def lines(rng):
    """The lines of a column."""
    line = ""
    found = []
    for word in " ".join(paragraph(rng) for _ in range(12)).split():
        if len(line) + len(word) > LINE_LETTERS:
            found.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return found[:LINES]


def page(rng, number):
    """The operators of a page."""
    shown = [(50, 800, f"The Quay Herald, page {number}")]
    for left in (50, 310):
        shown += [(left, 760 - 12.5 * n, line) for n, line in enumerate(lines(rng))]
    return "\n".join(f"BT /F1 9 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in shown).encode()


def pdf(rng):
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    kids = []
    for number in range(1, PAGES + 1):
        packed = zlib.compress(page(rng, number))
        objects.append(b"<</Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (len(packed), packed))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (PAGES, b" ".join(kids))
    file = b"%PDF-1.4\n"
    table = b"0000000000 65535 f \n"
    for number, content in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(file)
        file += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    size = len(objects) + 1
    return file + b"xref\n0 %d\n%btrailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, table, size, len(file))


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(7)
    (folder / "nexis.txt").write_text("".join(nexis(rng)), encoding="utf-8")
    (folder / "hundred.pdf").write_bytes(pdf(rng))


main()
