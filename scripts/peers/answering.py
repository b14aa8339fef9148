"""The loop around a search engine that is compared with Airt.

A peer is started as `PEER TEXTS LAYOUT`: the file of texts that `bench-peers`
made from the knowledge base, and how to lay them out. It then answers each
line of standard input with one line of JSON, of the shape of `airt ask --json`
as far as it goes: services with their scores, and the time of the search.
"""

import json
import re
import sys
import time

# As many as count for "among the first three".
SHOWN = 3
# So many texts are taken from an engine to find three different services among
# them: where each text is a document, one service fills many of the first places.
DEPTH = 200


def arguments():
    """The services to search, and whether each is one document or each text is."""
    path, layout = sys.argv[1:3]
    with open(path, encoding="utf-8") as file:
        return json.load(file), layout


def documents(services, layout):
    """(id, name, summary, questions): one for each service, or one for each of its texts."""
    for service in services:
        one, name, summary, questions = (service[key] for key in ("id", "name", "summary", "questions"))
        if layout == "service":
            yield one, name, summary, "\n".join(questions)
        else:
            yield one, name, summary, ""
            for question in questions:
                yield one, "", "", question


def words(text):
    """The words alone: what else people type would be read as an operator of a query language."""
    return re.findall(r"\w+", text.lower())


def best(hits):
    """The first three services of (id, score), each by its best text."""
    scores = {}
    for one, score in hits:
        scores.setdefault(one, score)
        if len(scores) == SHOWN:
            break
    return scores


def answer_all(search):
    """Answers each line by `search`, which gives (id, score), best first.

    An error is told by its kind alone: its message may hold the question, and
    questions of a sealed set are never printed.
    """
    for line in sys.stdin:
        started = time.perf_counter()
        try:
            scores = best(search(line.rstrip("\n")))
        except Exception as error:
            sys.exit(f"{sys.argv[0]}: {type(error).__name__}")
        micros = (time.perf_counter() - started) * 1e6
        services = [{"id": one, "score": score} for one, score in scores.items()]
        print(json.dumps({"services": services, "micros": micros}), flush=True)
