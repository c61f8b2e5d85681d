#!/usr/bin/env bash
# Each method against its own baseline on real data: same images, steps, batches and seeds.
# usage: benchmarks/methods.sh test                        every arm, every seed; a table at the end
#        benchmarks/methods.sh val DATA ARM SEED [KEY=VALUE...]   one run judged on held-out train classes
# RUNS (default runs/methods) holds the runs; one that has succeeded is not run again. SEMBLANCE names
# the launcher, SEEDS and DATA what test goes through, THREADS those of a run.
set -euo pipefail
cd "$(dirname "$0")/.."

runs=${RUNS:-runs/methods}
semblance=${SEMBLANCE:-bin/semblance}
arms=(norm-softmax norm-softmax+memvir multi-similarity multi-similarity+obd-sd
  contrastive contrastive+apfs contrastive+apfs+mining)

# The keys of an arm, one per line.
keys() { # data arm
  local epochs rounds classes images memory lambda
  case $1 in
    omniglot64) epochs=30 rounds=25 classes=8 images=8 memory=(2 5 8) lambda=10 ;;
    emoji1k) epochs=6 rounds=5 classes=16 images=4 memory=(2 5 2) lambda=10 ;;
    *) echo "no arms for $1" >&2 && exit 2 ;;
  esac
  local sampler="plan.sampler={type: balanced, classes-per-batch: 16, images-per-class: 4}"
  local similar="loss={type: multi-similarity, beta: 40, average: contributing-anchors}"
  local apart="loss={type: contrastive, negative-margin: 1.0}"
  [[ $1 == omniglot64 ]] && echo "model.backbone={type: conv4, channels: 32}"
  case $2 in
    contrastive+apfs*)
      printf '%s\n' "$apart" apfs.enabled=true apfs.pair-scope=all apfs.classes-per-batch=$classes \
        apfs.images-per-class=$images train.epochs=$rounds ;;
    *) echo train.epochs=$epochs ;;
  esac
  case $2 in
    norm-softmax+memvir)
      printf '%s\n' memvir.enabled=true memvir.virtual-sets="${memory[0]}" \
        memvir.skipped-steps="${memory[1]}" memvir.warm-up-epochs="${memory[2]}" ;;
    multi-similarity) printf '%s\n' "$similar" "$sampler" ;;
    multi-similarity+obd-sd)
      printf '%s\n' "$similar" "$sampler" obd-sd.enabled=true obd-sd.lambda=$lambda ;;
    contrastive)
      printf '%s\n' "$apart" \
        "plan.sampler={type: balanced, classes-per-batch: $classes, images-per-class: $images}" ;;
    contrastive+apfs+mining) printf '%s\n' apfs.mining.rule=set apfs.mining.share=0.25 ;;
  esac
}

succeeded() { # run directory
  [[ -e $1/result.json ]] && grep -q '"status" : "succeeded"' "$1/result.json"
}

# The images table is made once per data set and kind of split.
share_ingest() { # data folder run [set options...]
  local data=$1 folder=$2 run=$3
  shift 3
  succeeded "$folder/ingest" ||
    "$semblance" ingest --config "conf/$data.yaml" --run-dir "$folder/ingest" "$@"
  [[ -e $run/stages/ingest.json ]] && return
  mkdir -p "$run/stages" "$run/tables"
  cp -r "$folder"/ingest/tables/{images,rejects} "$run/tables"
  cp "$folder/ingest/stages/ingest.json" "$run/stages"
}

run() { # data folder name seed [set options...]
  local data=$1 folder=$2 run=$2/$3-$4 seed=$4
  shift 4
  succeeded "$run" && return
  share_ingest "$data" "$folder" "$run" "$@"
  local resume=()
  [[ -d $run/checkpoints ]] && resume=(--resume)
  "$semblance" run --config "conf/$data.yaml" --run-dir "$run" "${resume[@]}" \
    --set train.seed="$seed" "$@"
}

sets=()
collect() { # data arm [KEY=VALUE...]
  local line
  sets=(--set train.checkpoint.every-epochs=0 --set report.map-points=0 --set train.threads="${THREADS:-2}")
  while IFS= read -r line; do sets+=(--set "$line"); done < <(keys "$1" "$2")
  for line in "${@:3}"; do sets+=(--set "$line"); done
}

case ${1:-} in
  test)
    for data in ${DATA:-omniglot64 emoji1k}; do
      for seed in ${SEEDS:-1 2 3}; do
        for arm in "${arms[@]}"; do
          collect "$data" "$arm"
          run "$data" "$runs/$data" "$arm" "$seed" "${sets[@]}"
        done
      done
    done
    python3 benchmarks/methods_table.py "$runs" ;;
  val)
    collect "$2" "$3" ingest.validation-class-fraction=0.25 'embed.splits=[val]' \
      evaluate.rows=val "${@:5}"
    run "$2" "$runs/$2-val" "$3$(printf ',%s' "${@:5}" | tr -d ' {}')" "$4" "${sets[@]}" ;;
  *)
    sed -n '2,6s/^# //p' "$0" >&2
    exit 2 ;;
esac
