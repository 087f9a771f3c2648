"""Puts articles into SQLite FTS5, for comparison with `dateline build`: python3 benches/fts5.py RECORDS.jsonl OUT.db

Records have `title`, `date`, `outlet`, `actors` and `body`. The database can answer the same questions as the archive: it
has the optimised index of FTS5's own tokeniser, the texts, and tables and indices for dates, outlets and actors. It uses
no journal and does not wait for the disk. Prints processor seconds and bytes.
"""

import json
import os
import sqlite3
import sys
import time

SCHEMA = """
pragma journal_mode = off;
pragma synchronous = off;
create table article(id integer primary key, day text, outlet int);
create table outlet(id integer primary key, name text unique);
create table actor(id integer primary key, name text unique);
create table by_actor(actor int, article int, primary key(actor, article)) without rowid;
create table by_article(article int, actor int, primary key(article, actor)) without rowid;
create virtual table text using fts5(title, body, tokenize = 'unicode61');
"""


def main(source, target):
    if os.path.exists(target):
        os.remove(target)
    begun = time.process_time()
    database = sqlite3.connect(target)
    database.executescript(SCHEMA)
    outlets, actors, links = {}, {}, []
    with open(source, encoding="utf-8") as records:
        for number, line in enumerate(records):
            record = json.loads(line)
            outlet = outlets.setdefault(record["outlet"], len(outlets))
            database.execute("insert into article values(?, ?, ?)", (number, record["date"], outlet))
            for name in record["actors"]:
                actor = actors.setdefault(name, len(actors))
                links.append((actor, number))
                database.execute("insert into by_article values(?, ?)", (number, actor))
            row = (number, record["title"], record["body"])
            database.execute("insert into text(rowid, title, body) values(?, ?, ?)", row)
    database.executemany("insert into by_actor values(?, ?)", sorted(links))
    database.executemany("insert into outlet values(?, ?)", [(number, name) for name, number in outlets.items()])
    database.executemany("insert into actor values(?, ?)", [(number, name) for name, number in actors.items()])
    database.execute("create index by_day on article(day desc, id)")
    database.execute("insert into text(text) values('optimize')")
    database.commit()
    database.close()
    print(f"SQLite {sqlite3.sqlite_version}: {time.process_time() - begun:.1f} s, {os.path.getsize(target)} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
