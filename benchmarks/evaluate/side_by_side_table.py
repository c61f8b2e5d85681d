"""Medians of what side-by-side.sh printed, as tables for RESULTS.md: side_by_side_table.py LOG"""

import re
import statistics
import sys

ITERATIONS = {"faiss Kmeans": 20, "scikit-learn KMeans": 20, "MLlib KMeans": 20}
BASES = ["faiss IndexFlatIP, k = 11", "faiss IndexFlatIP, k = 1001"]
TIMES = re.compile(r"cpu ([\d.]+) s, wall ([\d.]+) s")
KERNELS = re.compile(r"half the products ([\d.]+) s .* ranks ([\d.]+) s, k-means step k=\d+ ([\d.]+) s, ami ([\d.]+) s")
ITERATED = re.compile(r"'iterations': (\d+)")

sizes, name, last = {}, None, {}


def close():
    """Takes the last times of the run that ends here: those before it are warm-up."""
    for key, value in last.items():
        sizes[size].setdefault(key, []).append(value)
    last.clear()


for line in open(sys.argv[1]):
    if line.startswith("=="):
        close()
        size = line[3:].strip()
        sizes[size] = {}
    elif line.startswith("--"):
        close()
        name = line[3:].strip()
    elif kernels := KERNELS.search(line):
        parts = ("half of the products", "kernel: exact ranks of all rows", "k-means", "AMI of 60,000 rows, 11,316 classes")
        last = {part: (float(cpu), None) for part, cpu in zip(parts, kernels.groups())}
    elif times := TIMES.search(line):
        iterated = ITERATED.search(line)
        iterations = int(iterated.group(1)) if iterated else ITERATIONS.get(name, 1)
        last = {name: tuple(float(value) / iterations for value in times.groups())}
close()


def median(runs, part):
    values = [run[part] for run in runs if run[part] is not None]
    return statistics.median(values) if values else None


def cell(value, digits=2):
    return "" if value is None else f"{value:.{digits}f}"


for size, contenders in sizes.items():
    bases = [median(contenders.get(base, []), 0) for base in BASES]
    print(f"\n| {size} | CPU, s | wall, s | " + " | ".join(f"CPU of {base}" for base in BASES) + " |")
    print("| --- | --- | --- | --- | --- |")
    for contender, runs in contenders.items():
        cpu, wall = median(runs, 0), median(runs, 1)
        if "means" in contender.lower() or "AMI" in contender:
            continue
        ratios = [cell(cpu / base if base else None) for base in bases]
        print(f"| {contender} | {cell(cpu)} | {cell(wall)} | " + " | ".join(ratios) + " |")
    faiss = median(contenders.get("faiss Kmeans", []), 0)
    print(f"\n| {size}, k-means, k = 1000, per iteration; AMI | CPU, s | wall, s | CPU of faiss Kmeans |")
    print("| --- | --- | --- | --- |")
    for contender, runs in contenders.items():
        if "means" in contender.lower() or "AMI" in contender:
            cpu = median(runs, 0)
            ratio = None if "AMI" in contender or not faiss else cpu / faiss
            print(f"| {contender} | {cell(cpu, 3)} | {cell(median(runs, 1), 3)} | {cell(ratio)} |")
