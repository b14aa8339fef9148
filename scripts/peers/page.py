"""docs/benchmarks.md: page.md with the figures of a run filled in."""

import os
import platform
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from string import Template

from . import figures

LAYOUTS = {None: "-", "service": "each service", "text": "each text"}


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def with_interval(share):
    value, low, high = share
    return f"{value:.2f} [{low:.2f}, {high:.2f}]"


def share(counted):
    return with_interval(figures.wilson(*counted))


def titled(engine):
    return f"**{engine['name']}**" if engine["name"] == "Airt" else engine["name"]


def quality(name, found):
    head = [
        "",
        "right service first",
        "among the first three",
        "in scope from out of scope, AUROC",
        "of what is shown, right",
    ]
    rows = []
    for engine in found:
        of = engine["sets"][name]
        shown = f"{figures.wilson(*of['precision'])[0]:.2f}"
        rows.append([titled(engine), share(of["top_1"]), share(of["top_3"]), with_interval(of["auroc"]), shown])
    return table(head, rows)


def speed(found):
    head = ["", "median, ms", "p99, ms", "processor, ms", "median to MiniLM's", "memory at most, MB"]
    usual = encoder(found)["median_ms"]
    rows = []
    for engine in found:
        times = [f"{engine[time]:.1f}" for time in ("median_ms", "p99_ms", "processor_ms")]
        ratio = f"{engine['median_ms'] / usual:.2f}"
        rows.append([titled(engine), *times, ratio, f"{engine['memory_mb']:.0f}"])
    return table(head, rows)


def layouts(found):
    rows = []
    for engine in (engine for engine in found if engine["tried"]):
        tried = [share(counts["top_1"]) for counts in engine["tried"].values()]
        rows.append([engine["name"], *tried, LAYOUTS[engine["layout"]]])
    return table(["right service first, on `tune`", "a document for each service", "for each text", "taken"], rows)


def right_first(engine):
    return figures.wilson(*engine["sets"]["sealed"]["top_1"])[0]


def encoder(found):
    return next(engine for engine in found if "MiniLM" in engine["name"])


def in_short(found):
    """One sentence for who reads no tables."""
    *peers, airt = found
    best = max(peers, key=right_first)
    of = airt["sets"]["sealed"]["top_1"][1]
    slower = airt["median_ms"] / encoder(found)["median_ms"]
    return (
        f"On {of} questions of the sealed set, Airt has the right service first for {right_first(airt):.2f}, "
        f"the best of the others ({best['name']}) for {right_first(best):.2f}. "
        f"Airt's whole reply takes {slower:.1f} times as long as a search with MiniLM in Python."
    )


def machine(load):
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "unnamed")
    with open("/proc/meminfo", encoding="utf-8") as file:
        memory = int(file.readline().split()[1]) / 1024 / 1024
    cores = os.cpu_count()
    busy = f"{load:.1f} programs at work on average when the run began" if load >= 0.5 else "nothing else at work"
    return f"{cores} cores ({model}), {memory:.0f} GiB of memory, {platform.system()}; {busy}"


def written(found, sets, services, run):
    versions = {"sqlite": sqlite3.sqlite_version, "python": platform.python_version()} | run["versions"]
    values = {
        "in_short": in_short(found),
        "date": f"{datetime.now(UTC):%-d %B %Y}",
        "machine": machine(run["load"]),
        "rounds": str(run["rounds"]),
        "services": str(len(services)),
        "questions": f"{sum(len(service['questions']) for service in services):,}",
        "versions": ", ".join(f"{name} {version}" for name, version in versions.items()),
        "speed": speed(found),
        "layouts": layouts(found),
    }
    for name, lines in sets.items():
        inside = sum(bool(line["best"]) for line in lines)
        values |= {f"{name}_in": inside, f"{name}_out": len(lines) - inside, name: quality(name, found)}
    return Template((Path(__file__).with_name("page.md")).read_text(encoding="utf-8")).substitute(values)
