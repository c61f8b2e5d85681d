#!/usr/bin/env bash
# Training on Kubernetes by plain spark-submit.
# Usage: SPARK_HOME=... API=https://host:6443 IMAGE=registry/semblance:0.1.0 \
#          submit.sh s3a://bucket/experiments/my.yaml s3a://bucket/runs/my
set -euo pipefail

home=$(cd "$(dirname "$0")/../../.." && pwd)

"$SPARK_HOME/bin/spark-submit" --master "k8s://$API" --deploy-mode cluster \
  --properties-file "$home/conf/spark/train-cpu.conf" \
  --conf spark.kubernetes.container.image="$IMAGE" \
  --conf spark.kubernetes.authenticate.driver.serviceAccountName=spark \
  --conf spark.kubernetes.executor.podTemplateFile="$home/conf/deploy/kubernetes/executor-pod.yaml" \
  --conf spark.executor.instances="${EXECUTORS:-4}" \
  --driver-java-options --add-modules=jdk.incubator.vector \
  --name semblance-train --class org.semblance.jobs.Main \
  "local:///opt/semblance/lib/$(basename "$home"/lib/semblance-jobs-*.jar)" \
  train --config "$1" --run-dir "$2" --resume
