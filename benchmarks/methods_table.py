"""Prints a Markdown table of the runs below a folder: DATA/ARM-SEED/result.json.

usage: methods_table.py RUNS
"""

import json
import statistics
import sys
from collections import defaultdict
from pathlib import Path

METRICS = {"recall@1": "Recall@1", "map@r": "MAP@R"}


def cell(values):
    mean = statistics.mean(values)
    spread = f" ± {statistics.stdev(values):.4f}" if len(values) > 1 else ""
    return f"{mean:.4f}{spread}"


def main(runs):
    found = defaultdict(lambda: defaultdict(list))
    for result in sorted(Path(runs).glob("*/*/result.json")):
        arm, _, seed = result.parent.name.rpartition("-")
        content = json.loads(result.read_text())
        if seed.isdigit() and content["status"] == "succeeded":
            found[result.parent.parent.name][arm].append(content["metrics"])
    for data, arms in found.items():
        print(f"| {data} | seeds | " + " | ".join(METRICS.values()) + " | images/s |")
        print("| --- " * (len(METRICS) + 3) + "|")
        for arm, metrics in arms.items():
            cells = [cell([one[name] for one in metrics]) for name in METRICS]
            speed = statistics.mean(one["train-images-per-second"] for one in metrics)
            print(f"| {arm} | {len(metrics)} | " + " | ".join(cells) + f" | {speed:.0f} |")
        print()


if __name__ == "__main__":
    main(*sys.argv[1:])
