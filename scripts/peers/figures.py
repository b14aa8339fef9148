"""The figures of one engine, defined as `airt eval` defines them (src/cli/eval/figures.rs)."""

from math import sqrt

Z = 1.96


def wilson(count, of):
    """A share with its 95 % interval: (share, low, high)."""
    of = max(of, 1)
    share = count / of
    scale = 1 + Z * Z / of
    middle = (share + Z * Z / (2 * of)) / scale
    half = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of)) / scale
    return share, max(middle - half, 0.0), min(middle + half, 1.0)


def auroc(inside, outside):
    """How often a question in scope scores above a message out of scope, a tie counting half.

    With its 95 % interval by Hanley and McNeil: (area, low, high).
    """
    if not inside or not outside:
        return 0.0, 0.0, 1.0
    pairs = ((one > other) + (one == other) / 2 for one in inside for other in outside)
    area = sum(pairs) / (len(inside) * len(outside))
    with_inside, with_outside = area / (2 - area), 2 * area * area / (1 + area)
    spread = area * (1 - area)
    spread += (len(inside) - 1) * (with_inside - area * area) + (len(outside) - 1) * (with_outside - area * area)
    half = Z * sqrt(spread / (len(inside) * len(outside)))
    return area, max(area - half, 0.0), min(area + half, 1.0)


def at(times, percent):
    """The time that so many of a hundred are within."""
    times = sorted(times)
    return times[min(len(times) * percent // 100, len(times) - 1)]


def place(line, services):
    """The place, from 0, of the first service that is among the best; None where none is."""
    return next((at for at, one in enumerate(services) if one["id"] in line["best"]), None)


def counts(lines, answers):
    """How often the right service came, for questions in scope; (count, of) each."""
    needs = [(line, answer["services"]) for line, answer in zip(lines, answers, strict=True) if line["best"]]
    places = [place(line, services) for line, services in needs]
    right = sum(one["id"] in line["best"] + line["good"] for line, services in needs for one in services)
    return {
        "top_1": (sum(at == 0 for at in places), len(needs)),
        "top_3": (sum(at is not None and at < 3 for at in places), len(needs)),
        "precision": (right, sum(len(services) for _, services in needs)),
    }


def telling_apart(lines, answers):
    """The AUROC by the score of the first service; nothing found, or an honest no, scores 0."""
    scores = [answer["services"][0]["score"] if answer["services"] else 0.0 for answer in answers]
    inside = [score for line, score in zip(lines, scores, strict=True) if line["best"]]
    outside = [score for line, score in zip(lines, scores, strict=True) if not line["best"]]
    return auroc(inside, outside)
