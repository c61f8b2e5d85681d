"""Writes model_torchscript.pt, a small net saved in training mode, and model_torchscript.json.

Run with torch 1.13: python3 model_torchscript.py
"""
import json
import torch
import torch.nn as nn

torch.manual_seed(0)
net = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1), nn.BatchNorm2d(8), nn.ReLU(), nn.Dropout(0.5))
images = torch.sin(0.01 * torch.arange(2 * 3 * 16 * 16, dtype=torch.float32)).reshape(2, 3, 16, 16)
net(images)
torch.jit.script(net).save("model_torchscript.pt")
with torch.no_grad():
    pooled = net.eval()(images).mean((2, 3))
with open("model_torchscript.json", "w") as file:
    json.dump({"form": "torchscript", "channels": 8, "side": 16, "pooled": pooled.tolist()}, file, indent=1)
