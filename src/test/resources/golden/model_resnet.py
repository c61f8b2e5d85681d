"""Writes model_resnet.json: torchvision's ResNets with weights that follow from a formula.

Run with torch 1.13 and torchvision 0.14: python3 model_resnet.py > model_resnet.json
Tensor k of the sorted names (classifier and counters left out) has, at flat index i, with
s = sin(0.7 i + k) in double precision, then rounded to float32:
  convolution  s * 2 / sqrt(fan_out)     running_var   1 + s^2 / 2
  norm weight  1 + s / 10                others        s / 10
Input: x[i] = sin(0.01 i), shape as stated.
"""
import json
import math
import numpy as np
import torch
import torchvision


def values(name, shape, k):
    s = np.sin(0.7 * np.arange(math.prod(shape), dtype=np.float64) + k)
    if len(shape) == 4:
        v = s * 2 / math.sqrt(shape[0] * shape[2] * shape[3])
    elif name.endswith("running_var"):
        v = 1 + s * s / 2
    elif name.endswith("weight"):
        v = 1 + s / 10
    else:
        v = s / 10
    return torch.from_numpy(v.reshape(shape).astype(np.float32))


def stages(net, x):
    x = net.maxpool(net.relu(net.bn1(net.conv1(x))))
    outputs = []
    for layer in (net.layer1, net.layer2, net.layer3, net.layer4):
        x = layer(x)
        outputs.append(x)
    return outputs


def case(name):
    net = getattr(torchvision.models, name)(weights=None)
    state = net.state_dict()
    names = sorted(n for n in state if not n.startswith("fc.") and "num_batches" not in n)
    for k, n in enumerate(names):
        state[n].copy_(values(n, tuple(state[n].shape), k))
    shape = [2, 3, 64, 64]
    x = torch.from_numpy(np.sin(0.01 * np.arange(math.prod(shape))).reshape(shape).astype(np.float32))
    with torch.no_grad():
        net.eval()
        evaluated = stages(net, x)
        embedding = evaluated[-1].mean((2, 3))
        net.train()
        trained = stages(net, x)[-1].mean((2, 3))
    return {
        "backbone": name,
        "parameters": sum(p.numel() for p in net.parameters()),
        "names": names,
        "input_shape": shape,
        "stage_mean": [o.mean().item() for o in evaluated],
        "embedding_first8": embedding[1, :8].tolist(),
        "embedding_l2": embedding.norm(dim=1).tolist(),
        "training_l2": trained.norm(dim=1).tolist(),
        "running_mean_after_training": {
            n: state[n][:4].tolist() for n in ("bn1.running_mean", "layer4.1.bn1.running_mean")
        },
        "running_var_after_training": {
            n: state[n][:4].tolist() for n in ("bn1.running_var", "layer4.1.bn1.running_var")
        },
    }


print(json.dumps({"form": "resnet", "cases": [case("resnet18"), case("resnet50")]}, indent=1))
