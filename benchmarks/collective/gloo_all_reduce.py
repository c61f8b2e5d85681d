"""torch.distributed gloo all_reduce of 25 million floats on loopback. usage: gloo_all_reduce.py RANKS [ROUNDS]"""
import os
import sys
import time

import torch
import torch.distributed as dist
import torch.multiprocessing as mp


def rank_main(rank, ranks, rounds):
    os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT="29511")
    torch.set_num_threads(1)
    dist.init_process_group("gloo", rank=rank, world_size=ranks)
    values = torch.ones(25_000_000)
    millis = []
    for _ in range(rounds):
        values.fill_(1.0)
        dist.barrier()
        start = time.perf_counter()
        dist.all_reduce(values)
        millis.append((time.perf_counter() - start) * 1e3)
    warm = sorted(millis[rounds // 2:])
    if rank == 0:
        print(f"gloo            ranks={ranks} floats=25000000 best {warm[0]:.0f} ms median {warm[len(warm) // 2]:.0f} ms")


if __name__ == "__main__":
    world = int(sys.argv[1])
    mp.spawn(rank_main, args=(world, int(sys.argv[2]) if len(sys.argv) > 2 else 20), nprocs=world)
