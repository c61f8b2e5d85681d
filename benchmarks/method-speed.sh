#!/bin/sh
# Times training steps with each method beside the plain loss, then planning and class mining.
# usage: benchmarks/method-speed.sh [ROUNDS]; needs a built checkout (mvn -DskipTests package).
set -eu
cd "$(dirname "$0")/.."
jar=$(ls spark-jobs/target/semblance-jobs-*.jar)
opens=$(sed -n 's:.*<spark.jvm.args>\(.*\)</spark.jvm.args>.*:\1:p' pom.xml)
bench() { # shellcheck disable=SC2086 # the options are words
  java $opens --add-modules=jdk.incubator.vector -Xmx4g -Dspark.master='local[2]' -Dspark.app.name=plan \
    -Dspark.ui.enabled=false -cp "benchmarks/target/classes:$jar:embedded-spark/target/spark/jars/*" "$@"
}
bench org.semblance.train.MethodSpeed "${1:-5}"
bench org.semblance.bench.plan.PlanSpeed
