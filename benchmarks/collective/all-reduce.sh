#!/usr/bin/env bash
# Sums of 25 million floats over 2 and 4 processes of this machine, ours and gloo's in turn.
# usage: all-reduce.sh [TURNS [ROUNDS]]; the second half of the rounds counts, as Java compiles in the first.
# Needs: a built checkout (mvn -DskipTests package), a python3 with torch as PYTHON.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rounds=${2:-60}

ours() { # ranks mode
  local folder
  folder=$(mktemp -d)
  for ((rank = 0; rank < $1; rank++)); do
    "$here/../jvm.sh" -Xmx1g org.semblance.bench.collective.AllReduceRank "$rank" "$1" 25000000 "$rounds" "$2" "$folder" 2> /dev/null &
  done
  wait
}

echo "cpu: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), load $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"
for ((turn = 0; turn < ${1:-2}; turn++)); do
  for ranks in 2 4; do
    env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE "${PYTHON:-/usr/bin/python3}" "$here/gloo_all_reduce.py" "$ranks" "$rounds"
    ours "$ranks" plain
  done
done
ours 2 aes
ours 4 aes
ours 2 bf16
