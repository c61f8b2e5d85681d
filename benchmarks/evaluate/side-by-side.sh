#!/usr/bin/env bash
# Ours and the peers in turn, on the same bytes, ROUNDS times for each dimension (the long lists of
# k = 1001 once); then a table of medians.
# usage: side-by-side.sh [ROWS] [DIMENSIONS] [ROUNDS]      (60502 "128 512" 3)
# Needs: a built checkout (mvn -DskipTests package), python3 with faiss, torch, scikit-learn as PYTHON.
# What was printed stays in DATA, also as log.txt; delete the folder for other rows.
set -euo pipefail
rows=${1:-60502} dimensions=${2:-128 512} rounds=${3:-3}
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-/usr/bin/python3}
data=${DATA:-$(mktemp -d)}
java_side() { "$here/../jvm.sh" -Xmx4g "org.semblance.bench.evaluate.$1" "${@:2}"; }
peer() { env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE "$python" "$here/peers.py" "$@"; }
# contend NAME COMMAND...: its last line with a time is what counts.
contend() {
  echo "-- $1"
  shift
  "$@" || echo "failed: $*"
}

one_dimension() {
  local dimension=$1 folder=$data/$1
  echo "== $rows x $dimension"
  [ -e "$folder/vectors.f32" ] || java_side GeneratedEmbeddings "$rows" "$dimension" 5 1.6 "$folder"
  for ((round = 0; round < rounds; round++)); do
    contend "kernels" java_side KernelCost "$folder" "$dimension" 3 1,10,100,1000
    # Java's compilers are done with Spark after a minute or two; no round of ours is counted before.
    contend "whole Spark job, warm" \
      java_side WholeJob "$folder/embeddings" $((6400 / dimension)) 1,10,100,1000 retrieval
    for k in 10 $([ "$round" -gt 0 ] || echo 1000); do
      contend "faiss IndexFlatIP, k = $((k + 1))" peer faiss-ip "$folder" "$dimension" --k $k
      contend "faiss IndexFlatL2, k = $((k + 1))" peer faiss-l2 "$folder" "$dimension" --k $k
      contend "torch matmul + topk, k = $((k + 1))" peer torch-topk "$folder" "$dimension" --k $k
      contend "scikit-learn brute, k = $((k + 1))" peer sklearn-knn "$folder" "$dimension" --k $k
    done
    contend "faiss Kmeans" peer faiss-kmeans "$folder" "$dimension"
    contend "scikit-learn KMeans" peer sklearn-kmeans "$folder" "$dimension"
    contend "MLlib KMeans" java_side MllibPeers "$folder/embeddings" kmeans
  done
  contend "MLlib LSH self join of 5,000 rows" java_side MllibPeers "$folder/embeddings" lsh
}

{
  echo "cpu: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), load $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores"
  for dimension in $dimensions; do one_dimension "$dimension"; done
  contend "scikit-learn AMI of 60,000 rows, 11,316 classes" timeout 300 "$python" "$here/peers.py" sklearn-ami - 0
} | tee "$data/log.txt"
"$python" "$here/side_by_side_table.py" "$data/log.txt"
