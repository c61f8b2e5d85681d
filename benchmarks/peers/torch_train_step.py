"""The same training step in PyTorch: norm-softmax on an embedding net, Adam, synthetic tensors.

usage: torch_train_step.py NET SIDE BATCH THREADS STEPS; prints one JSON line.
"""
import json
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

WARM_UP = 3


def unit(inputs, outputs, kernel, stride, groups=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs), nn.ReLU6())


def mobilenet(width):
    channels = int(32 * width)
    layers = [unit(3, channels, 3, 2)]
    for outputs, stride in ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1), (512, 1),
                            (512, 1), (512, 1), (512, 1), (1024, 2), (1024, 1)):
        outputs = int(outputs * width)
        layers += [unit(channels, channels, 3, stride, channels), unit(channels, outputs, 1, 1)]
        channels = outputs
    return layers, channels


def conv4():
    layers, channels = [], 3
    for _ in range(4):
        layers += [nn.Conv2d(channels, 64, 3, 1, 1, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(2)]
        channels = 64
    return layers, channels


name, side, batch, threads, steps = sys.argv[1], *map(int, sys.argv[2:6])
torch.set_num_threads(threads)
torch.manual_seed(0)
layers, features = mobilenet(0.75) if name == "mobilenet-v1" else conv4()
net = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(features, 128))
weights = nn.Parameter(torch.randn(100, 128))
optimizer = torch.optim.Adam(list(net.parameters()) + [weights], 1e-4)
images, labels = torch.randn(batch, 3, side, side), torch.arange(batch) % 100
wall, cpu = [], 0.0
for step in range(WARM_UP + steps):
    if step == WARM_UP:
        cpu = time.process_time()
    start = time.perf_counter()
    optimizer.zero_grad()
    loss = F.cross_entropy(23 * F.normalize(net(images)) @ F.normalize(weights).t(), labels)
    loss.backward()
    optimizer.step()
    wall.append(time.perf_counter() - start)
cpu = (time.process_time() - cpu) / steps
median = sorted(wall[WARM_UP:])[steps // 2]
print(json.dumps({"side": f"pytorch {torch.__version__}", "net": name, "images_per_s": round(batch / median, 2),
                  "cpu_ms_per_image": round(1e3 * cpu / batch, 3)}))
