"""SQLite FTS5 with the porter stemmer, in memory, ranked by its own BM25."""

import sqlite3

from answering import DEPTH, answer_all, arguments, documents, words

database = sqlite3.connect(":memory:")
database.execute(
    "create virtual table texts using fts5(service unindexed, name, summary, questions, tokenize = 'porter unicode61')"
)
database.executemany("insert into texts values (?, ?, ?, ?)", documents(*arguments()))


def search(question):
    query = " OR ".join(f'"{word}"' for word in words(question))
    if not query:
        return []
    # FTS5 counts downwards: the lower, the better.
    found = "select service, -rank from texts where texts match ? order by rank limit ?"
    return database.execute(found, (query, DEPTH))


answer_all(search)
