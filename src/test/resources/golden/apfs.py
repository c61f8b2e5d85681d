#!/usr/bin/env python3
"""Writes apfs_losses.json, apfs_loop.json and apfs_proximal.json: the pair-scoped losses, the round
loop and the proximal term of "Deep Metric Learning with Alternating Projections onto Feasible Sets",
evaluated from their formulas in plain Python. Gradients are complex-step derivatives, exact to
rounding. Run it in this folder."""
import cmath
import json
import math

TINY = 1e-12  # terms up to this count as inactive
STEP = 1e-200


def distance(u, v):
    return cmath.sqrt(sum((a - b) ** 2 for a, b in zip(u, v)))


def dot(u, v):
    return sum(a * b for a, b in zip(u, v))


def active_mean(terms):
    kept = [t for t in terms if t.real > TINY]
    return sum(kept) / len(kept) if kept else 0


class Batch:
    def __init__(self, rows, labels, representatives):
        self.rows, self.labels, self.representatives = rows, labels, representatives

    def indices(self):
        return range(len(self.rows))

    def same(self, i, j):
        return self.labels[i] == self.labels[j]

    def in_scope(self, i, j, scope):
        r = [self.representatives[i], self.representatives[j]]
        if scope == "all":
            return True
        if sum(r) == 1:
            return True
        return scope == "rep" and sum(r) == 2 and not self.same(i, j)

    def anchors(self, which):
        return [
            i
            for i in self.indices()
            if which == "all" or self.representatives[i] == (which == "representatives")
        ]

    def pairs(self, scope, anchors="all"):
        return [
            (i, j)
            for i in self.anchors(anchors)
            for j in self.indices()
            if i != j and self.in_scope(i, j, scope)
        ]


def contrastive(b, c, scope):
    pairs = b.pairs(scope, c["anchors"])
    d = {p: distance(b.rows[p[0]], b.rows[p[1]]) for p in pairs}
    pull = active_mean([d[p] - c["positive_margin"] for p in pairs if b.same(*p)])
    return pull + active_mean([c["negative_margin"] - d[p] for p in pairs if not b.same(*p)])


def margin(b, c, scope):
    between = {
        **c,
        "positive_margin": c["beta"] - c["alpha"],
        "negative_margin": c["beta"] + c["alpha"],
    }
    return contrastive(b, between, scope)


def triplet(b, c, scope):
    pairs = b.pairs(scope, c["anchors"])
    d = {p: distance(b.rows[p[0]], b.rows[p[1]]) ** c["power"] for p in pairs}
    return active_mean(
        [
            d[p] - d[n] + c["margin"]
            for p in pairs
            for n in pairs
            if p[0] == n[0] and b.same(*p) and not b.same(*n)
        ]
    )


def n_pair(b, c, scope):
    pairs = b.pairs(scope, c["anchors"])
    first = {}
    for i, j in pairs:
        if b.same(i, j):
            first.setdefault(i, j)
    terms = []
    for i, own in first.items():
        others = [j for k, j in first.items() if k != i]
        exps = [cmath.exp(dot(b.rows[i], b.rows[j]) - dot(b.rows[i], b.rows[own])) for j in others]
        terms.append(cmath.log(1 + sum(exps)))
    return sum(terms) / len(terms)


def lifted(b, c, scope):
    pairs = b.pairs(scope)
    d = {p: distance(b.rows[p[0]], b.rows[p[1]]) for p in pairs}
    near = {i: [cmath.exp(c["margin"] - d[p]) for p in pairs if p[0] == i and not b.same(*p)]
            for i in b.indices()}
    positives = [p for p in pairs if b.same(*p) and p[0] < p[1]]
    terms = []
    for i, j in positives:
        value = cmath.log(sum(near[i]) + sum(near[j])) + d[i, j]
        terms.append(value**2 if value.real > 0 else 0)
    return sum(terms) / (2 * len(positives))


def multi_similarity(b, c, scope):
    pairs = b.pairs(scope, c["anchors"])
    terms = []
    for i in b.anchors(c["anchors"]):
        s = {p: dot(b.rows[p[0]], b.rows[p[1]]) - c["base"] for p in pairs if p[0] == i}
        pull = sum(cmath.exp(-c["alpha"] * v) for p, v in s.items() if b.same(*p))
        push = sum(cmath.exp(c["beta"] * v) for p, v in s.items() if not b.same(*p))
        terms.append(cmath.log(1 + pull) / c["alpha"] + cmath.log(1 + push) / c["beta"])
    return sum(terms) / len(terms)


LOSSES = {
    "contrastive": contrastive,
    "margin": margin,
    "triplet": triplet,
    "n_pair": n_pair,
    "lifted": lifted,
    "multi_similarity": multi_similarity,
}


def value(b, c):
    loss = LOSSES[c["loss"]]
    if c["scope"] == "mixed":
        return loss(b, c, "rep") + c["mixed_weight"] * loss(b, c, "all")
    return loss(b, c, c["scope"])


def gradient(rows, labels, representatives, c):
    result = []
    for i in range(len(rows)):
        line = []
        for k in range(len(rows[i])):
            moved = [list(map(complex, row)) for row in rows]
            moved[i][k] += 1j * STEP
            line.append(complex(value(Batch(moved, labels, representatives), c)).imag / STEP)
        result.append(line)
    return result


def unit(degrees, length=1):
    angle = math.radians(degrees)
    return [length * math.cos(angle), length * math.sin(angle)]


def case(name, degrees, labels, representatives, length=1, **c):
    c.setdefault("anchors", "all")
    rows = [unit(d, length) for d in degrees]
    b = Batch([list(map(complex, r)) for r in rows], labels, representatives)
    return {
        "name": name,
        "config": c,
        "inputs": {"embeddings": rows, "labels": labels, "representatives": representatives},
        "expected": {
            "loss": complex(value(b, c)).real,
            "grad_embeddings": gradient(rows, labels, representatives, c),
        },
    }


def losses():
    slots = ([0, 90, 20, 70, 50, 120], [0, 1, 0, 1, 0, 1], [True, True] + [False] * 4)
    shared = (
        [0, 90, 20, 70, 0, 90, 50, 120],
        [0, 1, 0, 1] * 2,
        [True, True, False, False] * 2,
    )
    near = {"loss": "contrastive", "positive_margin": 0.0, "negative_margin": 1.0}
    far = {**near, "negative_margin": 1.5}
    three = {"loss": "triplet", "margin": 0.2, "power": 1, "scope": "cross"}
    similar = {"loss": "multi_similarity", "alpha": 2.0, "beta": 40.0, "base": 0.5}
    pair = {"loss": "n_pair", "scope": "cross", "anchors": "representatives"}
    cases = [
        case("contrastive_1.0_cross", *slots, **near, scope="cross"),
        case("contrastive_1.0_rep", *slots, **near, scope="rep"),
        case("contrastive_1.0_all", *slots, **near, scope="all"),
        case("contrastive_1.0_mixed", *slots, **near, scope="mixed", mixed_weight=0.1),
        case("contrastive_1.5_cross", *slots, **far, scope="cross"),
        case("contrastive_1.5_rep", *slots, **far, scope="rep"),
        case("contrastive_1.5_all", *slots, **far, scope="all"),
        case("contrastive_1.5_cross_two_workers_sharing_classes", *shared, **far, scope="cross"),
        case("triplet_around_representatives", *slots, **three, anchors="representatives"),
        case("triplet_around_representatives_squared", *slots, **{**three, "power": 2},
             anchors="representatives"),
        case("triplet_around_others", *slots, **three, anchors="others"),
        case("n_pair", *slots, **pair),
        case("n_pair_of_length_3", *slots, length=3, **pair),
        case("lifted_cross", *slots, loss="lifted", margin=1.0, scope="cross"),
        case("lifted_all", *slots, loss="lifted", margin=1.0, scope="all"),
        case("multi_similarity_of_others", *slots, **similar, scope="cross", anchors="others"),
        case("margin_cross", *slots, loss="margin", alpha=0.2, beta=1.2, scope="cross"),
    ]
    published = {
        "contrastive_1.0_cross": 0.830326544437,
        "contrastive_1.0_rep": 0.830326544437,
        "contrastive_1.0_all": 0.944532601185,
        "contrastive_1.5_cross": 1.021584820403,
        "contrastive_1.5_cross_two_workers_sharing_classes": 1.021584820403,
        "contrastive_1.5_rep": 0.916226932481,
        "contrastive_1.5_all": 1.108307654538,
        "triplet_around_representatives": 0.033597803554,
        "triplet_around_representatives_squared": 3.80786697e-05,
        "triplet_around_others": 0.361196236830,
        "n_pair": 0.438313313263,
        "n_pair_of_length_3": 0.004601587285,
        "lifted_cross": 1.147949064168,
        "lifted_all": 2.742788748864,
        "multi_similarity_of_others": 0.272470842088,
        "margin_cross": 0.407217989315,
    }
    for c in cases:
        wanted = published.get(c["name"])
        if wanted is not None:
            assert abs(c["expected"]["loss"] - wanted) < 1e-11, (c["name"], c["expected"]["loss"])
    return cases


def loop_case(scope, penalty):
    names = ["a0", "a1", "b0", "b1"]
    labels = [0, 0, 1, 1]
    rounds = [("a0", "b0"), ("a1", "b1"), ("a0", "b1"), ("a1", "b0")]
    config = {
        "loss": "contrastive", "positive_margin": 0.2, "negative_margin": 1.0,
        "scope": scope, "anchors": "all", "learning_rate": 0.04, "steps_per_round": 8,
        "lambda": penalty, "decay": 1.0,
    }
    weights, reference, after = [0.0, 0.9, 1.0, 1.25], None, []
    first = None
    for k, pair in enumerate(rounds):
        flags = [name in pair for name in names]
        for _ in range(config["steps_per_round"]):
            rows = [[w] for w in weights]
            g = gradient(rows, labels, flags, config)
            if first is None:
                b = Batch([[complex(w)] for w in weights], labels, flags)
                first = {"loss": complex(value(b, config)).real, "grad": [line[0] for line in g]}
            for i in range(4):
                pull = penalty * (weights[i] - reference[i]) if k > 0 else 0
                weights[i] -= config["learning_rate"] * (g[i][0] + pull)
        reference = list(weights)
        b = Batch([[complex(w)] for w in weights], labels, flags)
        everything = complex(contrastive(b, config, "all")).real
        after.append({"weights": list(weights), "loss_of_all_pairs": everything})
    return {
        "name": f"{scope}_lambda_{penalty:g}",
        "config": config,
        "inputs": {
            "start": [0.0, 0.9, 1.0, 1.25], "labels": labels,
            "representatives": [[name in pair for name in names] for pair in rounds],
        },
        "expected": {"first_loss": first["loss"], "first_grad": first["grad"], "rounds": after},
    }


def loops():
    cases = [loop_case(s, p) for s in ("cross", "rep") for p in (0.0, 0.5, 5.0)]
    published = {
        "cross_lambda_0": [0.24, 0.26, 1.36, 1.29],
        "cross_lambda_0.5": [0.24, 0.27055, 1.354725, 1.284725],
        "cross_lambda_5": [0.24, 0.287137, 1.328389, 1.294474],
        "rep_lambda_0.5": [0.24, 0.269841, 1.337363, 1.302796],
        "rep_lambda_5": [0.24, 0.292257, 1.324194, 1.293549],
    }
    for c in cases:
        assert abs(c["expected"]["first_loss"] - 1.275) < 1e-12
        wanted = published.get(c["name"])
        got = c["expected"]["rounds"][2]["weights"]
        assert wanted is None or max(abs(a - b) for a, b in zip(wanted, got)) < 1e-6, (c["name"], got)
    return cases


def adam_steps(w, reference, penalty, count):
    lr, b1, b2, eps = 1e-5, 0.9, 0.999, 1e-8
    m = v = 0.0
    steps = []
    for t in range(1, count + 1):
        g = penalty * (w - reference)
        m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
        w -= lr * (m / (1 - b1**t)) / (math.sqrt(v / (1 - b2**t)) + eps)
        steps.append([w])
    return steps


def proximal():
    adam = {"type": "adam", "lr": 1e-5, "betas": [0.9, 0.999], "eps": 1e-8}
    sgd = {"type": "sgd", "lr": 0.1, "momentum": 0.0}

    def one(name, weights, reference, penalty, optimizer, steps, coupling="coupled"):
        difference = [a - b for a, b in zip(weights, reference)]
        return {
            "name": name,
            "config": {"lambda": penalty, "decay": 1.0, "coupling": coupling,
                       "optimizer": optimizer},
            "inputs": {"weights": weights, "reference": reference},
            "expected": {
                "penalty": penalty / 2 * sum(d * d for d in difference),
                "grad": [penalty * d for d in difference],
                "weights_after_steps": steps,
            },
        }

    shrunk = [[0.5 + 0.5 * (1 - 0.1 * 2e-4) ** t] for t in (1, 2, 3)]
    adam_only = adam_steps(1.0, 0.5, 2e-4, 3)
    drift = [[0.5 + 0.5 * (1 - 1e-5 * 2e-4) ** t] for t in (1, 2, 3)]
    return [
        one("two_weights", [1.0, 2.0], [0.5, 2.5], 2e-4, sgd,
            [[0.5 + 0.5 * (1 - 0.1 * 2e-4), 2.5 - 0.5 * (1 - 0.1 * 2e-4)]]),
        one("sgd_without_data_gradient", [1.0], [0.5], 2e-4, sgd, shrunk),
        one("adam_without_data_gradient", [1.0], [0.5], 2e-4, adam, adam_only),
        one("decoupled_without_data_gradient", [1.0], [0.5], 2e-4, adam, drift, "decoupled"),
    ]


def write(name, description, conventions, cases):
    content = {
        "description": description,
        "provenance": {
            "kind": "reference",
            "dtype": "float64",
            "code": "apfs.py in this folder, plain Python from the formulas of the method notes",
        },
        "conventions": conventions,
        "tolerance": {"float64_abs": 1e-9},
        "cases": cases,
    }
    with open(name, "w", encoding="utf-8") as out:
        json.dump(content, out, indent=1)
        out.write("\n")


if __name__ == "__main__":
    write(
        "apfs_losses.json",
        "Pair losses over the pairs of one feasible set: those holding a representative.",
        {
            "scope": "cross: representative x other; rep: also negative pairs of two "
            "representatives; all: every pair; mixed: rep + mixed_weight * all",
            "anchors": "rows that are anchors: all, representatives, others",
            "means": "over terms above 1e-12, positives and negatives apart",
            "gradient": "with respect to the rows as given, no normalisation included",
        },
        losses(),
    )
    write(
        "apfs_loop.json",
        "Rounds of a 1-D embedding table whose rows are the trained weights, plain SGD: the loss "
        "over one feasible set per round and the proximal term to the last round's weights.",
        {"lambda": "0 in round 0; the reference is the end of the round before"},
        loops(),
    )
    write(
        "apfs_proximal.json",
        "The proximal term alone, without a gradient of the data.",
        {"adam": "PyTorch's: epsilon is added to the bias-corrected root"},
        proximal(),
    )
