"""Computes by other means what CsMl.Core/Learning computes, and writes the files beside it (see README.md).

Fits are by coordinate descent with one-dimensional Newton steps, and nothing but Python's standard library is used.
"""

import json
import math
import random
from datetime import datetime, timedelta
from pathlib import Path

SIGNALS = 4
PRIOR = math.log(0.25 / 0.75)
FREE = (-math.inf, math.inf)
SILENCE = "SilenceAgainstRhythm"


def probability(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def log_loss(z, y):
    return math.log1p(math.exp(-abs(z))) + max(0, -z if y else z)


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def fit(rows, rules, only_intercept=False, tolerance=1e-9, sweeps=2000):
    """rows: (contributions, signals, churned). Returns intercept, weights of rules, weights of signals."""
    mean = [PRIOR] + [1.0] * rules + [0.0] * SIGNALS
    precision = [1.0] + [1 / 0.25] * rules + [1 / 0.09] * SIGNALS
    bounds = [FREE] + [(0, math.inf)] * rules + [(0, math.inf), (-math.inf, 0), (-math.inf, 0), FREE]
    weights = list(mean)
    features = [[1.0, *c, *s] for c, s, _ in rows]
    labels = [y for _, _, y in rows]
    z = [dot(weights, x) for x in features]
    columns = [[(i, x[j]) for i, x in enumerate(features) if x[j]] for j in range(len(mean))]
    for _ in range(sweeps):
        largest = 0.0
        for j in range(1 if only_intercept else len(mean)):
            slope, curvature = precision[j] * (weights[j] - mean[j]), precision[j]
            for i, x in columns[j]:
                p = probability(z[i])
                slope += x * (p - labels[i])
                curvature += x * x * p * (1 - p)
            step = max(-1.0, min(1.0, -slope / curvature))
            step = max(bounds[j][0], min(bounds[j][1], weights[j] + step)) - weights[j]
            if step:
                weights[j] += step
                largest = max(largest, abs(step))
                for i, x in columns[j]:
                    z[i] += step * x
        if largest < tolerance:
            return weights
    raise ArithmeticError("no convergence")


def mean_loss(rows, weights):
    return sum(log_loss(dot(weights, [1.0, *c, *s]), y) for c, s, y in rows) / len(rows)


# --- Twenty fits -----------------------------------------------------------------------------------------------------


def problem(seed):
    r = random.Random(seed)
    rules = r.randint(2, 7)
    true = [r.uniform(-4, 0)] + [r.choice([0, 0.3, 1, 2, -0.5]) for _ in range(rules)] + [r.gauss(0, 0.5) for _ in range(SIGNALS)]
    rows = []
    for _ in range(r.choice([30, 60, 120, 240])):
        level = r.gauss(0, 1)
        contributions = [round(level + r.gauss(0, 0.5), 3)]
        contributions += [round(r.gauss(0.3, 0.8), 3) if r.random() < 0.4 else 0 for _ in range(rules - 1)]
        signals = [round(sign * level + r.gauss(0, 0.6), 3) for sign in (0.8, -0.8, -0.6)] + [round(r.gauss(-0.5, 1), 3)]
        rows.append((contributions, signals, int(r.random() < probability(dot(true, [1.0, *contributions, *signals])))))
    return {
        "rules": [SILENCE] + [f"Rule{i}" for i in range(1, rules)],
        "rows": [[*c, *s, y] for c, s, y in rows],
        "weights": [round(w, 6) for w in fit(rows, rules)],
    }


# --- Ten years of one tenant -----------------------------------------------------------------------------------------

RULES = [SILENCE, "LowHealth", "UnresolvedTickets"]
# What makes accounts leave, before and after the shift: the intercept, then rules and signals.
BEFORE = [-1.7, 1.6, 0.3, 0.6, 0.3, -0.2, -0.3, -0.3]
AFTER = [-3.75, 0.5, 0.3, 0.6, 0, 0, 0, 0]
AS_RULES = [PRIOR] + [1.0] * len(RULES) + [0.0] * SIGNALS
START, MONTHS, ACCOUNTS, WINDOW = datetime(2015, 1, 1), 120, 30, timedelta(days=90)
SHIFT = 60


def first_of(month):
    return datetime(START.year + month // 12, 1 + month % 12, 1)


def live():
    """Who was predicted when, from what, and who left when and was recorded when (month)."""
    r = random.Random(20150101)
    predictions, departures, accounts = [], {}, {}
    born = 0
    for month in range(MONTHS):
        while len(accounts) < ACCOUNTS:
            born += 1
            accounts[f"A{born:03}"] = {"since": first_of(month) - timedelta(days=r.randint(0, 900)), "level": r.gauss(0, 0.8)}
        for name, a in list(accounts.items()):
            level = a["level"] + r.gauss(0, 0.5)
            contributions = [round(level, 3), round(r.gauss(0, 0.3), 3), round(r.random() * 0.5, 3) if r.random() < 0.3 else 0]
            signals = [round(x, 3) for x in (0.7 * level + r.gauss(0, 0.5), -0.7 * level + r.gauss(0, 0.5), -0.5 * level + r.gauss(0, 0.5))]
            signals.append(round(math.log(1 + (first_of(month) - a["since"]).days) - math.log(366), 3))
            predictions.append({"account": name, "month": month, "contributions": contributions, "signals": signals})
            within_90_days = probability(dot(BEFORE if month < SHIFT else AFTER, [1.0, *contributions, *signals]))
            if name not in departures and r.random() < 1 - (1 - within_90_days) ** (1 / 3):
                days = (first_of(month + 1) - first_of(month)).days
                departures[name] = {
                    "account": name,
                    "at": first_of(month) + timedelta(hours=r.randint(1, 24 * days - 1)),
                    "recorded": month + 1 + r.choice([0, 0, 0, 1, 2, 5]),
                }
            if name in departures and departures[name]["recorded"] <= month + 1:
                del accounts[name]
    return predictions, departures


def closed(predictions, departures, month):
    """The rows that count at the beginning of a month, with what is known of them by then."""
    now = first_of(month)
    for p in predictions:
        at = first_of(p["month"])
        left = departures.get(p["account"])
        known = left is not None and left["recorded"] <= month
        if at + WINDOW <= now and not (known and left["at"] <= at):
            yield p, int(known and left["at"] <= at + WINDOW)


def five_folds(rows):
    """rows: (prediction, churned). Yields (held out, to fit to)."""
    at = [first_of(p["month"]) for p, _ in rows]
    latest = sorted(at)[len(rows) * 4 // 5]
    earlier = [row for row, t in zip(rows, at) if t < latest]
    folds = 4 if earlier else 5
    rest = earlier or rows
    names = sorted({p["account"] for p, _ in rest})
    for fold in range(folds):
        mine = set(names[fold::folds])
        yield [x for x in rest if x[0]["account"] in mine], [x for x in rest if x[0]["account"] not in mine]
    if earlier:
        yield (
            [row for row, t in zip(rows, at) if t >= latest],
            [row for row, t in zip(rows, at) if t + WINDOW <= latest],
        )


def plain(rows):
    return [(p["contributions"], p["signals"], y) for p, y in rows]


def are_enough(rows):
    churned = sum(y for _, y in rows)
    return len(rows) >= 50 and min(churned, len(rows) - churned) >= 10


def learn(rows, rules=AS_RULES, judged_after=-1):
    """judged_after: only predictions of later months decide, held out, what is learned."""
    result = {"outcomes": len(rows), "churned": sum(y for _, y in rows), "scope": "nothing", "weights": None, "heldOut": None}
    judged = [row for row in rows if row[0]["month"] > judged_after]
    if not are_enough(rows) or not are_enough(judged):
        return result
    as_they_are = mean_loss(plain(judged), rules)
    intercept = every = 0.0
    for held_out, others in five_folds(rows):
        held_out = [row for row in held_out if row[0]["month"] > judged_after]
        if held_out:
            intercept += len(held_out) * mean_loss(plain(held_out), fit(plain(others), len(RULES), True, 1e-7))
            every += len(held_out) * mean_loss(plain(held_out), fit(plain(others), len(RULES), False, 1e-7))
    losses = [as_they_are, intercept / len(judged), every / len(judged)]
    result["heldOut"] = [round(loss, 6) for loss in losses]
    best = losses.index(min(losses))
    if best:
        weights = fit(plain(rows), len(RULES), best == 1, 1e-7)
        result.update(scope=("intercept", "weights")[best - 1], weights=[round(w, 6) for w in weights])
    return result


def check(pairs):
    """pairs: (account, log-odds learned, log-odds of the rules, churned)."""
    extra = [log_loss(a, y) - log_loss(b, y) for _, a, b, y in pairs]
    result = {"outcomes": len(pairs), "churned": sum(y for *_, y in pairs)}
    if not pairs:
        return {**result, "mean": 0, "bound": None}
    mean = sum(extra) / len(extra)
    sums = {}
    for (account, *_), e in zip(pairs, extra):
        sums[account] = sums.get(account, 0) + e - mean
    if len(sums) < 10:
        return {**result, "mean": round(mean, 6), "bound": None}
    observed = sum(s * s for s in sums.values()) * len(sums) / (len(sums) - 1)
    between = [((probability(a) + probability(b)) / 2, a - b) for _, a, b, _ in pairs]
    expected = 3 * sum(p * (1 - p) * d * d for p, d in between)
    return {**result, "mean": round(mean, 6), "bound": round(mean - 2.3263478740408408 * math.sqrt(max(observed, expected)) / len(pairs), 6)}


def expected_rate(predictions, rate):
    """The intercept of the rules whose mean probability is the rate, for the predictions of the month of the shift."""
    sums = [sum(p["contributions"]) for p in predictions if p["month"] == SHIFT]
    intercept = 0.0
    for _ in range(200):
        mean = sum(probability(intercept + s) for s in sums) / len(sums)
        intercept += math.log(rate / (1 - rate)) - math.log(mean / (1 - mean))
    return intercept


def ten_years():
    predictions, departures = live()
    told = [expected_rate(predictions, 0.03), *AS_RULES[1:]]
    in_force, months, frozen = [], [], None
    for month in range(MONTHS):
        rows = list(closed(predictions, departures, month))
        version = learn(rows)
        in_force.append(version["weights"])
        if month == SHIFT:
            frozen = version["weights"]

        def pairs(learned_at, rules, since=0):
            for p, y in rows:
                learned = learned_at(p["month"])
                if learned and p["month"] >= since:
                    x = [1.0, *p["contributions"], *p["signals"]]
                    yield p["account"], dot(learned, x), dot(rules, x), y

        months.append(
            {
                "learned": version,
                "afterEach": check(list(pairs(lambda m: in_force[m], AS_RULES))),
                # The version of the month of the shift, kept on while the rules are told the new rate.
                "afterShift": check(list(pairs(lambda m: frozen, told, SHIFT))),
            }
        )
    return {
        "rules": RULES,
        "start": START.isoformat() + "Z",
        "shift": SHIFT,
        "interceptOf3Percent": round(told[0], 6),
        "predictions": [[p["account"], p["month"], *p["contributions"], *p["signals"]] for p in predictions],
        "departures": [[d["account"], d["at"].isoformat() + "Z", d["recorded"]] for d in departures.values()],
        "months": months,
    }


def moves(before, after, rows):
    """Whether a version moves the probabilities by more than a tenth of their mean."""
    pairs = [[probability(dot(w, [1.0, *p["contributions"], *p["signals"]])) for w in (before, after)] for p, _ in rows]
    return sum(abs(a - b) for a, b in pairs) > 0.1 * sum(a for a, _ in pairs)


def used(versions, rows, base):
    """What the versions in use gave for the predictions after them, beside the rules that they were compared with."""
    for p, y in rows:
        then = [v for v in versions if v["month"] < p["month"]]
        if then and then[-1]["use"] and then[-1]["base"] == base[0] and p["month"] > versions[-1]["judgedAfter"]:
            x = [1.0, *p["contributions"], *p["signals"]]
            yield p["account"], dot(versions[then[-1]["use"] - 1]["weights"], x), dot(base, x), y


def in_use():
    """The same years with all that was learned in use; at the shift the rules are told the new rate."""
    predictions, departures = live()
    told = [expected_rate(predictions, 0.03), *AS_RULES[1:]]
    versions = []
    for month in range(MONTHS):
        rows, base = list(closed(predictions, departures, month)), told if month >= SHIFT else AS_RULES
        newest = versions[-1] if versions else {"outcomes": 0, "churned": 0, "base": base[0], "use": None, "judgedAfter": -1}
        if (len(rows), sum(y for _, y in rows), base[0]) == tuple(newest[x] for x in ("outcomes", "churned", "base")):
            continue
        number = len(versions) + 1
        version = {"month": month, "base": base[0], "judgedAfter": newest["judgedAfter"], "later": None, "wentBackFrom": None}
        if newest["use"]:
            version["later"] = check(list(used(versions, rows, base)))
        if version["later"] and (version["later"]["bound"] or 0) > 0:
            version |= {"outcomes": len(rows), "churned": sum(y for _, y in rows), "scope": "nothing", "weights": None, "heldOut": None}
            version |= {"use": None, "judgedAfter": month, "wentBackFrom": newest["use"]}
        else:
            version |= learn(rows, base, newest["judgedAfter"])
            keeps = newest["use"] and version["weights"] and not moves(versions[newest["use"] - 1]["weights"], version["weights"], rows)
            version["use"] = newest["use"] if keeps else number if version["weights"] else None
        versions.append(version)
    return versions


def write(name, value):
    lines = json.dumps(value, separators=(",", ":")).replace("],[", "],\n[").replace("},{", "},\n{")
    Path(__file__).with_name(name).write_text(lines + "\n")


if __name__ == "__main__":
    write("fits.json", [problem(seed) for seed in range(20)])
    write("ten-years.json", ten_years())
    write("ten-years-in-use.json", in_use())
