#!/bin/sh
# Runs a class on those of a built checkout (mvn -DskipTests package), with Spark on two cores of this machine.
# usage: benchmarks/jvm.sh [JAVA_OPTION...] CLASS [ARGUMENT...]
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
options=$(sed -n 's:.*<spark.jvm.args>\(.*\)</spark.jvm.args>.*:\1:p' "$root/pom.xml")
jar=$(ls "$root"/spark-jobs/target/semblance-jobs-*.jar)
# shellcheck disable=SC2086 # the options are words
exec java $options -Dspark.master='local[2]' -Dspark.app.name=benchmark -Dspark.ui.enabled=false \
  -Dspark.driver.host=127.0.0.1 "-Dlog4j2.configurationFile=file:$root/conf/log4j2.properties" \
  -cp "$root/benchmarks/target/classes:$root/benchmarks/target/jmh/*:$jar:$root/embedded-spark/target/spark/jars/*" "$@"
