"""Writes invented articles as JSON Lines, for benchmarks of building an archive: python3 benches/records.py N > records.jsonl

Every record has `id`, `title`, `date`, `outlet`, `actors` and `body`. The dates span ten years. Outlets (300), actors (20,000)
and words (60,000) are as unevenly frequent as in real archives (Zipf). The same N gives the same bytes.
"""

import datetime
import json
import random
import sys

WORDS, ACTORS, OUTLETS = 60_000, 20_000, 300
SYLLABLES = "ba co di fu ga ho ji ka le mo ni po qua re so ta vu wi xe yo za ster lin mar den".split()
FIRST_DAY = datetime.date(2015, 1, 1)
DAYS = 3652


def zipf(rng, n):
    """A number below n; small ones are far more frequent than large ones."""
    return int(n ** rng.random()) - 1


def word(number):
    """The word with this number. Frequent words are short, and all words differ."""
    syllables = []
    number += 1
    while number:
        number, syllable = divmod(number, len(SYLLABLES))
        syllables.append(SYLLABLES[syllable])
    return "".join(syllables)


def main(n):
    rng = random.Random(1)
    words = [word(number) for number in range(WORDS)]
    names = [f"{words[number * 2 % WORDS].title()} {words[number + 300].title()}" for number in range(ACTORS)]
    for number in range(n):
        actors = sorted({zipf(rng, ACTORS) for _ in range(rng.randint(1, 8))})
        sentences = []
        for _ in range(rng.randint(8, 24)):
            sentence = [words[zipf(rng, WORDS)] for _ in range(rng.randint(8, 24))]
            sentence[rng.randrange(len(sentence))] = names[rng.choice(actors)]
            text = " ".join(sentence)
            sentences.append(text[0].upper() + text[1:] + ".")
        body = [" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]
        record = {
            "id": str(number),
            "title": sentences[0][:80].rsplit(" ", 1)[0],
            "date": (FIRST_DAY + datetime.timedelta(days=rng.randrange(DAYS))).isoformat(),
            "outlet": f"The {words[zipf(rng, OUTLETS)].title()} Post",
            "actors": [names[actor] for actor in actors],
            "body": "\n".join(body),
        }
        print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    main(int(sys.argv[1]))
