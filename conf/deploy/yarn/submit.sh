#!/usr/bin/env bash
# The pipeline on YARN, in cluster mode: one application per verb, one run directory.
# Usage: SPARK_HOME=... HADOOP_CONF_DIR=... submit.sh EXPERIMENT.yaml RUN_DIR
#   e.g. submit.sh my.yaml hdfs:///runs/my
# VERBS chooses verbs ("run" is all of them in one application); SUBMIT_OPTIONS adds options of
# spark-submit, e.g. SUBMIT_OPTIONS="--queue gpu --num-executors 8".
set -euo pipefail

home=$(cd "$(dirname "$0")/../../.." && pwd)
jar=$(ls "$home"/lib/semblance-jobs-*.jar)
experiment=$1
run_dir=$2

# shellcheck disable=SC2086 # SUBMIT_OPTIONS are words
for verb in ${VERBS:-ingest plan train embed evaluate report}; do
  case $verb in
    train | run) properties=train-cpu.conf ;;
    *) properties=data.conf ;;
  esac
  "$SPARK_HOME/bin/spark-submit" --master yarn --deploy-mode cluster \
    --properties-file "$home/conf/spark/$properties" \
    --conf spark.yarn.maxAppAttempts=1 \
    --driver-java-options --add-modules=jdk.incubator.vector \
    --files "$experiment" --name "semblance $verb" --num-executors 4 ${SUBMIT_OPTIONS:-} \
    --class org.semblance.jobs.Main "$jar" \
    "$verb" --config "$(basename "$experiment")" --run-dir "$run_dir" --resume
done
# In cluster mode YARN turns every exit code but 0 into 1: the job's own is in $run_dir/result.json.
