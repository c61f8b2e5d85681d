#!/usr/bin/env bash
# The kernels of evaluation on one core: the machine's peak, ours by JMH, OpenBLAS by numpy; then a table in GFLOP/s.
# usage: kernels.sh [JMH options]; quick try: kernels.sh -wi 1 -i 1 -w 200ms -r 200ms
# Needs: a built checkout (mvn -DskipTests package), python3 with numpy as PYTHON.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-/usr/bin/python3}
results=$(mktemp -d)
trap 'rm -r "$results"' EXIT

echo "cpu: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), load $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"
"$here/../jvm.sh" -Xmx2g org.openjdk.jmh.Main org.semblance.bench.evaluate -v SILENT -rf json -rff "$results/ours.json" "$@"
for dimension in 128 512; do
  env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE "$python" "$here/peers.py" sgemm - "$dimension" --rounds 5
done > "$results/openblas.txt"
"$python" "$here/kernels_table.py" "$results/ours.json" "$results/openblas.txt"
