"""What every engine is given: the knowledge base and the question sets."""

import json
import tomllib
from datetime import date


def strings(value):
    """Every text in a value, however deep it lies."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return strings(value["text"]) if "text" in value else strings(list(value.values()))
    return [text for item in value for text in strings(item)] if isinstance(value, list) else []


def is_shown(service, today):
    """Whether young people see it on that day, as src/knowledge/service.rs has it."""
    begun = service.get("visible_from", date.min) <= today
    by_date = begun and today <= service.get("visible_to", date.max)
    return service.get("state", "show") == "show" and (service.get("crisis", False) or by_date)


def services(folder, today):
    """The services that are shown on that day: id, name, summary and sample questions of each."""
    found = []
    for file in sorted((folder / "services").glob("*.toml")):
        service = tomllib.loads(file.read_text(encoding="utf-8"))
        if is_shown(service, today):
            questions = [text for key, value in service.items() if "question" in key for text in strings(value)]
            found.append(
                {"id": file.stem, "name": service["name"], "summary": service["summary"], "questions": questions}
            )
    return found


def lines(file):
    """The questions in scope and the messages out of it; those in danger are judged elsewhere.

    `best` is empty where no service answers.
    """
    found = []
    for line in map(json.loads, filter(str.strip, file.read_text(encoding="utf-8").splitlines())):
        outside = line.get("kind") is not None or line.get("none", False) or not line.get("best")
        if outside or not line.get("crisis", False):
            best, good = ([], []) if outside else (line["best"], line.get("good", []))
            # A line of standard input is a message of its own.
            found.append({"text": " ".join(line["text"].split()), "best": best, "good": good})
    return found
