#!/usr/bin/env bash
# MobileNetV1 trained by two ranks of one thread and by one rank of two threads, on the same
# images with the same global batch, in turn, through the product's own training.
# usage: ranks-or-threads.sh [TURNS [KEY=VALUE...]]
#   e.g. ranks-or-threads.sh 5
#        ranks-or-threads.sh 1 transform.side=64 transform.test.resize=64 plan.sampler.steps-per-epoch=4
# Needs two idle cores and python3. WORK keeps the run directories.
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
turns=${1:-5}
work=${WORK:-$(mktemp -d)}
mkdir -p "$work"

settings=(
  name=ranks-or-threads train.seed=1 train.epochs=1 train.log-every-steps=1
  train.validation.every-epochs=0 train.checkpoint.every-epochs=0
  synth.side=160 synth.train-classes=32 synth.test-classes=1 synth.images-per-class=16
  ingest.side=160 transform.side=160 transform.test.resize=160
  model.backbone.type=mobilenet-v1 plan.sampler.steps-per-epoch=16
  "${@:2}"
)

semblance() { # arm verb ranks threads [option...]
  "$home/bin/semblance" "$2" --run-dir "$work/$1" "${settings[@]/#/--set=}" \
    "--set=train.ranks=$3" "--set=train.threads=$4" "${@:5}" > "$work/log" 2>&1 ||
    { cat "$work/log" >&2; exit 1; }
}

train() { # arm ranks threads
  semblance "$1" train "$2" "$3" --from=train --executor-memory=1536m \
    --master="local-cluster[$2,$3,2048]"
  # The first steps allocate and compile.
  python3 - "$1" "$work/$1/metrics.jsonl" <<'PYTHON'
import json, statistics, sys
rates = [line["values"]["train/images-per-second"]
         for line in map(json.loads, open(sys.argv[2])) if line["step"] > 3]
print(sys.argv[1], f"{statistics.median(rates):.2f}", f"images/s, median of {len(rates)} steps", flush=True)
PYTHON
}

[[ -e $work/ranks ]] || {
  semblance ranks ingest 2 1
  cp -r "$work/ranks" "$work/threads"
  semblance ranks plan 2 1
  semblance threads plan 1 2
}
echo "cpu: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), load $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"
for ((turn = 0; turn < turns; turn++)); do
  train ranks 2 1
  train threads 1 2
done | tee "$work/rates"
awk '{ rate[$1] = rate[$1] " " $2; n[$1]++ }
  function median(arm,   values, i, j, t) {
    split(rate[arm], values, " ")
    for (i = 1; i <= n[arm]; i++) for (j = i; j > 1 && values[j] + 0 < values[j - 1] + 0; j--) {
      t = values[j]; values[j] = values[j - 1]; values[j - 1] = t
    }
    return (values[int((n[arm] + 1) / 2)] + values[int(n[arm] / 2) + 1]) / 2
  }
  END { printf "2 ranks x 1 thread / 1 rank x 2 threads: %.3f\n", median("ranks") / median("threads") }' "$work/rates"
