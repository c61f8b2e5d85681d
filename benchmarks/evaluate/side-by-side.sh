#!/usr/bin/env bash
# Ours and the peers in turn, on the same bytes, ROUNDS times; then compare medians.
# usage: side-by-side.sh ROWS DIMENSION [ROUNDS]      (60502 128, 60502 512)
# Needs: a build (the launcher's class path in CLASSPATH), python3 with faiss, torch, scikit-learn as PYTHON.
set -euo pipefail
rows=${1:?rows} dimension=${2:?dimension} rounds=${3:-3}
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-/usr/bin/python3}
data=${DATA:-$(mktemp -d)}
spark_args=$(sed -n 's:.*<spark.jvm.args>\(.*\)</spark.jvm.args>.*:\1:p' "$here/../../pom.xml")
java_side() {
  # shellcheck disable=SC2086
  java $spark_args -Xmx4g -Dspark.master="local[2]" -Dspark.app.name=evaluate -Dspark.ui.enabled=false \
    -Dspark.driver.host=127.0.0.1 -cp "${CLASSPATH:?class path of benchmarks and its dependencies}" "$@"
}
peer() { env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE "$python" "$here/peers.py" "$@"; }

echo "cpu: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), load $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"
[ -e "$data/vectors.f32" ] || java_side org.semblance.bench.evaluate.GeneratedEmbeddings "$rows" "$dimension" 5 1.6 "$data"
for ((round = 0; round < rounds; round++)); do
  echo "== round $round"
  java_side org.semblance.bench.evaluate.KernelCost "$data" "$dimension" 3 1,10,100,1000
  java_side org.semblance.bench.evaluate.WholeJob "$data/embeddings" 4 1,10,100,1000 retrieval
  peer faiss-ip "$data" "$dimension" --k 10
  peer faiss-ip "$data" "$dimension" --k 1000
  peer faiss-l2 "$data" "$dimension" --k 10
  peer torch-topk "$data" "$dimension" --k 1000
  peer faiss-kmeans "$data" "$dimension"
  peer sklearn-kmeans "$data" "$dimension"
done
