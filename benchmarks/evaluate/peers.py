"""The peers' side of the evaluation benchmark, on the bytes that GeneratedEmbeddings wrote.

One contender per process, one line per round: CPU seconds, wall seconds, and what it computed.
Run under `env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE`: an exported core type halves numpy and faiss.

  peers.py CONTENDER FOLDER DIMENSION [--k K] [--rounds N] [--threads N] [--clusters K] [--iterations N]
  CONTENDER: faiss-ip | faiss-l2 | torch-topk | sklearn-knn | faiss-kmeans | sklearn-kmeans | sklearn-ami | sgemm
"""

import argparse
import os
import time

parser = argparse.ArgumentParser()
parser.add_argument("contender")
parser.add_argument("folder")
parser.add_argument("dimension", type=int)
parser.add_argument("--k", type=int, default=1000, help="neighbors, the query itself not counted")
parser.add_argument("--rounds", type=int, default=1)
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--clusters", type=int, default=1000)
parser.add_argument("--iterations", type=int, default=20)
options = parser.parse_args()
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = str(options.threads)

import numpy  # after the thread counts are set

if options.contender == "sgemm":  # whose time does not depend on the values
    rows = numpy.random.default_rng(1).random((8192, options.dimension), dtype="f4")
elif options.contender != "sklearn-ami":
    rows = numpy.fromfile(f"{options.folder}/vectors.f32", dtype="<f4").reshape(-1, options.dimension)
    labels = numpy.fromfile(f"{options.folder}/labels.i32", dtype="<i4")


def recall(neighbors):
    """Recall@K for the K up to the length of the lists; the query is left out by its number."""
    own = numpy.arange(len(neighbors))[:, None]
    hits = (labels[neighbors] == labels[:, None]) & (neighbors != own)
    before = numpy.cumsum(neighbors == own, axis=1)
    ranks = numpy.arange(1, neighbors.shape[1] + 1)[None, :] - before
    first = numpy.where(hits.any(axis=1), ranks[own[:, 0], hits.argmax(axis=1)], 1 << 30)
    return {k: round(float((first <= k).mean()), 6) for k in (1, 10, 100, 1000) if k <= options.k}


def faiss_search(index):
    import faiss

    faiss.omp_set_num_threads(options.threads)
    index.add(rows)
    return index.search(rows, options.k + 1)[1]


def faiss_ip():
    import faiss

    return lambda: faiss_search(faiss.IndexFlatIP(options.dimension)), recall


def faiss_l2():
    import faiss

    return lambda: faiss_search(faiss.IndexFlatL2(options.dimension)), recall


def torch_topk():
    import torch

    torch.set_num_threads(options.threads)
    matrix = torch.from_numpy(rows)

    def run():
        parts = [
            (matrix[i : i + 2048] @ matrix.T).topk(options.k + 1, dim=1).indices
            for i in range(0, len(matrix), 2048)
        ]
        return torch.cat(parts).numpy()

    return run, recall


def sklearn_knn():
    from sklearn.neighbors import NearestNeighbors

    def run():
        search = NearestNeighbors(n_neighbors=options.k + 1, algorithm="brute").fit(rows)
        return search.kneighbors(rows, return_distance=False)

    return run, recall


def faiss_kmeans():
    import faiss

    faiss.omp_set_num_threads(options.threads)

    def run():
        clusters = faiss.Kmeans(
            options.dimension,
            options.clusters,
            niter=options.iterations,
            max_points_per_centroid=len(rows),
        )
        clusters.train(rows)
        return clusters.obj[-1]

    return run, lambda objective: {"inertia": float(objective)}


def sklearn_kmeans():
    from sklearn.cluster import KMeans

    def run():
        return KMeans(
            options.clusters, init="random", n_init=1, max_iter=options.iterations, tol=0
        ).fit(rows)

    return run, lambda model: {"inertia": float(model.inertia_), "iterations": int(model.n_iter_)}


def sklearn_ami():
    from sklearn.metrics import adjusted_mutual_info_score

    classes = 11_316
    truth = numpy.arange(60_000) % classes
    clusters = truth[(numpy.arange(len(truth)) * 7 + 3) % len(truth)]
    return (
        lambda: adjusted_mutual_info_score(truth, clusters),
        lambda ami: {"ami": float(ami)},
    )


def sgemm():
    right = rows.copy().T  # of a matrix and its own transpose numpy computes half only
    scores = numpy.empty((1024, len(rows)), dtype="f4")

    def run():
        start = time.process_time()
        for first in range(0, len(rows), len(scores)):
            numpy.matmul(rows[first : first + len(scores)], right, out=scores)
        return 2e-9 * len(rows) ** 2 * options.dimension / (time.process_time() - start)

    return run, lambda rate: {"gigaflops": round(rate)}


run, report = globals()[options.contender.replace("-", "_")]()
for number in range(options.rounds):
    cpu, wall = time.process_time(), time.perf_counter()
    result = run()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(f"{options.contender} {options.dimension} round {number}: cpu {cpu:.2f} s, wall {wall:.2f} s, {report(result)}", flush=True)
