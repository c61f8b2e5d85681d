"""Writes verification_sklearn.json: ROC metrics of small sets of embeddings by scikit-learn.

    pip install numpy==2.4.6 scikit-learn==1.9.1 && python verification_sklearn.py

Every ordered pair of different rows is one sample, its label whether the classes are equal, its score
their cosine as a chain of float32 fused multiply-adds would give it for vectors of small integers
scaled to length 1 (computed in float64, rounded to float32, so pairs nearer than that tie).
"""
import json
import os

import numpy as np
from sklearn.metrics import roc_auc_score, roc_curve

RATES = [0.1, 0.01, 0.001]


def scores(rows):
    # Sequential float32 with the product exact: what a fused multiply-add does.
    sums = np.zeros((len(rows), len(rows)), np.float32)
    for k in range(rows.shape[1]):
        exact = rows[:, k].astype(np.float64)[:, None] * rows[:, k].astype(np.float64)[None, :]
        sums = (sums.astype(np.float64) + exact).astype(np.float32)
    return sums


def unit(rows):
    length = np.sqrt((rows.astype(np.float64) ** 2).sum(1, keepdims=True))
    return (rows * (1 / length)).astype(np.float32)


def case(name, rows, labels, queries=None):
    rows = np.asarray(rows, np.float32)
    labels = np.asarray(labels)
    all_scores = scores(unit(rows))
    take = ~np.eye(len(rows), dtype=bool)
    if queries is not None:
        take[queries:, :] = False
        take[:, :queries] = False
    y = (labels[:, None] == labels[None, :])[take]
    s = all_scores[take].astype(np.float64)
    far, tar, thresholds = roc_curve(y, s, drop_intermediate=False)
    found = {"roc-auc": roc_auc_score(y, s)}
    # Where false accepts equal false rejects, on the lines between the points of the curve.
    at = np.argmax(far + tar >= 1)
    part = (1 - far[at - 1] - tar[at - 1]) / (far[at] + tar[at] - far[at - 1] - tar[at - 1])
    found["eer"] = far[at - 1] + part * (far[at] - far[at - 1])
    for rate in RATES:
        if (~y).sum() * rate >= 1:
            found["tar@%g" % rate] = tar[far <= rate].max()
            best = tar[far <= rate].max()
            found["threshold@%g" % rate] = s[y][s[y] >= thresholds[far <= rate].min()].min() if best > 0 else "NaN"
    return {"name": name, "rows": rows.tolist(), "labels": labels.tolist(),
            "queries": queries, "rates": RATES, "expected": {k: v if isinstance(v, str) else float(v) for k, v in found.items()}}


def main():
    random = np.random.default_rng(7)
    cases = []
    labels = np.repeat(np.arange(12), random.integers(1, 9, 12))
    centers = random.normal(size=(12, 5))
    cases.append(case("normal", np.round(centers[labels] + random.normal(size=(len(labels), 5)), 3), labels))
    cases.append(case("ties", random.integers(-1, 2, (60, 3)) + np.array([0, 0, 2]), random.integers(0, 6, 60)))
    cases.append(case("separated", np.eye(6)[np.repeat(np.arange(6), 4)] * 9 + 1, np.repeat(np.arange(6), 4)))
    cases.append(case("reversed", np.eye(6)[np.tile(np.arange(6), 4)] * 9 + 1, np.repeat(np.arange(4), 6)))
    labels = random.integers(0, 8, 70)
    cases.append(case("sides", np.round(random.normal(size=(8, 4))[labels] * 2 + random.normal(size=(70, 4)), 3),
                      labels, queries=25))
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "verification_sklearn.json")
    with open(path, "w") as out:
        json.dump({"source": "scikit-learn roc_curve, roc_auc_score", "cases": cases}, out)


main()
