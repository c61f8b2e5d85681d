#!/bin/sh
# Times training steps with each method beside the plain loss, then planning and class mining.
# usage: benchmarks/method-speed.sh [ROUNDS]; needs a built checkout (mvn -DskipTests package).
set -eu
cd "$(dirname "$0")"
./jvm.sh -Xmx4g org.semblance.bench.train.MethodSpeed "${1:-5}"
./jvm.sh -Xmx4g org.semblance.bench.plan.PlanSpeed
