"""What kernels.sh measured, as a table for RESULTS.md: kernels_table.py JMH_JSON SGEMM_LINES

Of each the fastest iteration: what slows the others down is the rest of the machine.
"""

import json
import re
import sys

NAMES = {
    "tile": "one tile of scores, operands in the first-level cache",
    "product": "all scores of a block",
    "ranks": "ranks of all rows of a block",
    "lloyd": "a step of k-means, k = 1,000",
}
DIMENSIONS = ("128", "512")

rates = {}
for run in json.load(open(sys.argv[1])):
    kernel = run["benchmark"].rsplit(".", 1)[1]
    iterations = sum(run["secondaryMetrics"]["gigaflops"]["rawData"], [])
    rates[kernel, run.get("params", {}).get("dimension")] = max(iterations)
peak = rates["fusedMultiplyAdd", None]
lines = re.findall(r"sgemm (\d+) .*'gigaflops': (\d+)", open(sys.argv[2]).read())
blas = {size: max(int(rate) for of, rate in lines if of == size) for size in DIMENSIONS}


def row(name, rate):
    cells = (f"{rate(size):.0f} ({rate(size) / peak:.0%})" for size in DIMENSIONS)
    print(f"| {name} | " + " | ".join(cells) + " |")


print("\n| GFLOP/s of one core (of its peak) | " + " | ".join(f"{size} dimensions" for size in DIMENSIONS) + " |")
print("| --- | --- | --- |")
row("peak: multiply-adds in registers", lambda size: peak)
for kernel, name in NAMES.items():
    row(name, lambda size: rates[kernel, size])
row("OpenBLAS (numpy), all scores of a block", blas.get)
