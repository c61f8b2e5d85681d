#!/usr/bin/env bash
# The pipeline on YARN: data work and training as separate applications, one run directory.
# Usage: SPARK_HOME=... submit.sh EXPERIMENT.yaml RUN_DIR   e.g. submit.sh my.yaml hdfs:///runs/my
set -euo pipefail

home=$(cd "$(dirname "$0")/../../.." && pwd)
jar=$(ls "$home"/lib/semblance-jobs-*.jar)
experiment=$1
run_dir=$2

submit() { # properties verb
  "$SPARK_HOME/bin/spark-submit" --master yarn --deploy-mode cluster \
    --properties-file "$home/conf/spark/$1" \
    --conf spark.yarn.maxAppAttempts=1 \
    --driver-java-options --add-modules=jdk.incubator.vector \
    --files "$experiment" --name "semblance $2" --num-executors "${EXECUTORS:-4}" \
    --class org.semblance.jobs.Main "$jar" \
    "$2" --config "$(basename "$experiment")" --run-dir "$run_dir" --resume
}

submit data.conf ingest
submit data.conf plan
submit train-cpu.conf train
submit data.conf embed
submit data.conf evaluate
# In cluster mode YARN turns every exit code but 0 into 1: the job's own is in $run_dir/result.json.
