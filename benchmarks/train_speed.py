"""Runs every side of the training-speed benchmark in turn, several rounds, and prints medians as a table."""
import json
import os
import statistics
import subprocess
import sys

rounds, steps = int(sys.argv[1]), int(sys.argv[2])
THREADS = 2
CASES = [("conv4", 64, 64), ("mobilenet-v1", 160, 64)]
CLASSPATH = ":".join(["benchmarks/target/classes", "src/target/classes", open("src/target/train-speed.classpath").read()])
JAVA = ["java", "--add-modules=jdk.incubator.vector", "-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true",
        "-cp", CLASSPATH, "org.semblance.bench.train.StepSpeed"]
PEER = [os.environ.get("PEER_PYTHON", "/usr/bin/python3"), "benchmarks/peers/torch_train_step.py"]


def run(command, arguments):
    done = subprocess.run(command + [str(a) for a in arguments], capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not lines:
        sys.exit(f"{command[-1]} {arguments} failed:\n{done.stdout}\n{done.stderr}")
    return json.loads(lines[-1])


print(f"{THREADS} threads, batch {CASES[0][2]}, {steps} steps a round, medians of {rounds} alternating rounds\n")
print("| net | side | images/s | CPU ms per image | feed stall |\n| --- | --- | --- | --- | --- |")
for net, side, batch in CASES:
    results = {}
    for _ in range(rounds):
        for name in ("semblance", "bare-djl", "fed"):
            results.setdefault(name, []).append(run(JAVA, [name, net, side, batch, THREADS, steps]))
        results.setdefault("pytorch", []).append(run(PEER, [net, side, batch, THREADS, steps]))
    for name, found in results.items():
        middle = lambda key: statistics.median(r[key] for r in found)
        stall = f"{100 * middle('stall'):.2f} %" if "stall" in found[0] else ""
        print(f"| {net} {side} px | {found[0]['side']} | {middle('images_per_s'):.1f} | {middle('cpu_ms_per_image'):.2f} | {stall} |")
# A heap of fixed size, all of it resident from the start: what grows is native. Collected as the launcher has it.
FIXED_HEAP = JAVA[:1] + ["-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:G1PeriodicGCInterval=3000"] + JAVA[1:]
memory = run(FIXED_HEAP, ["memory", "conv4", 32, 16, THREADS, 2000])
print(f"\nresident memory over {memory['steps']} steps (conv4, 32 px, batch 16): "
      f"{memory['rss_mb_at_tenth']} MB after a tenth, {memory['rss_mb_at_end']} MB at the end")
