#!/bin/sh
# Speed of training steps beside PyTorch and a bare DJL loop, alternating, each in its own process.
# usage: benchmarks/train-speed.sh [rounds] [steps]; needs a built checkout (mvn -DskipTests package)
# and, for the peer, a python3 with torch (PEER_PYTHON, default /usr/bin/python3).
set -eu
cd "$(dirname "$0")/.."
mvn -B -o -q dependency:build-classpath -pl src -Dmdep.outputFile=target/train-speed.classpath
exec python3 benchmarks/train_speed.py "${1:-5}" "${2:-12}"
