"""Writes optim_torch.json: PyTorch's optimisers, clipping and schedules on small random problems, in float64."""
import json
import torch

torch.manual_seed(7)
SHAPES = {"backbone": {"conv.weight": [3, 2, 2], "conv.bias": [3]}, "head": {"weight": [2, 5]}}
RATES = {"backbone": (0.01, 0.02), "head": (0.05, 0.0)}


def draw(shape):
    return (torch.randn(shape, dtype=torch.float64) * 1e4).round() / 1e4


def build(rule, groups):
    kind = rule["type"]
    if kind == "sgd":
        return torch.optim.SGD(groups, lr=1, momentum=rule["momentum"], nesterov=rule["nesterov"])
    cls = torch.optim.Adam if kind == "adam" else torch.optim.AdamW
    return cls(groups, betas=(rule["beta1"], rule["beta2"]), eps=rule["epsilon"])


def torch_schedule(optimizer, schedule, epochs):
    kind, s = schedule["type"], torch.optim.lr_scheduler
    if kind == "step":
        return s.StepLR(optimizer, schedule["every-epochs"], schedule["gamma"])
    if kind == "multi-step":
        return s.MultiStepLR(optimizer, schedule["milestones"], schedule["gamma"])
    if kind == "cosine":
        assert schedule["last"] == 0
        return s.CosineAnnealingLR(optimizer, epochs)
    return s.LambdaLR(optimizer, lambda epoch: 1.0)


def case(name, rule, clipping={"type": "none"}, schedule={"type": "constant"}, frozen_first=()):
    epochs, steps_per_epoch = 5, 2
    tensors = {g: {n: draw(s).requires_grad_() for n, s in t.items()} for g, t in SHAPES.items()}
    groups = [{"params": list(tensors[g].values()), "lr": RATES[g][0], "weight_decay": RATES[g][1]} for g in tensors]
    optimizer = build(rule, groups)
    scheduler = torch_schedule(optimizer, schedule, epochs)
    values = lambda: {g: {n: v.detach().flatten().tolist() for n, v in t.items()} for g, t in tensors.items()}
    result = {
        "name": name, "rule": rule, "clipping": clipping, "schedule": schedule, "epochs": epochs,
        "rates": {g: {"learning-rate": r[0], "weight-decay": r[1]} for g, r in RATES.items()},
        "shapes": SHAPES, "initial": values(), "steps": []}
    for epoch in range(epochs):
        for _ in range(steps_per_epoch):
            frozen = list(frozen_first) if epoch == 0 else []
            step = {"epoch": epoch, "frozen": frozen, "gradients": {}}
            for g, t in tensors.items():
                step["gradients"][g] = {}
                for n, v in t.items():
                    gradient = draw(v.shape)
                    v.grad = None if g in frozen else gradient.clone()
                    step["gradients"][g][n] = gradient.flatten().tolist()
            live = [v for t in tensors.values() for v in t.values() if v.grad is not None]
            if clipping["type"] == "norm":
                torch.nn.utils.clip_grad_norm_(live, clipping["maximum"])
            elif clipping["type"] == "value":
                torch.nn.utils.clip_grad_value_(live, clipping["maximum"])
            optimizer.step()
            step["values"] = values()
            result["steps"].append(step)
        scheduler.step()
    return result


sgd = lambda m, n: {"type": "sgd", "momentum": m, "nesterov": n}
adam = lambda k, e: {"type": k, "beta1": 0.9, "beta2": 0.999, "epsilon": e}
cases = [
    case("sgd", sgd(0.0, False)),
    case("sgd_momentum_step", sgd(0.9, False), schedule={"type": "step", "every-epochs": 2, "gamma": 0.5}),
    case("sgd_nesterov_norm", sgd(0.9, True), clipping={"type": "norm", "maximum": 1.5}),
    case("adam", adam("adam", 1e-8)),
    case("adam_large_epsilon", adam("adam", 0.01), schedule={"type": "multi-step", "milestones": [1, 3], "gamma": 0.3}),
    case("adam_value", adam("adam", 1e-8), clipping={"type": "value", "maximum": 0.4}),
    case("adam_frozen", adam("adam", 1e-8), frozen_first=("backbone",)),
    case("adamw_cosine", adam("adamw", 1e-8), schedule={"type": "cosine", "last": 0.0}),
]
json.dump({
    "description": "Values after each optimiser step; gradients are given, so nothing but the update rule is tested.",
    "provenance": {"kind": "reference", "torch": torch.__version__, "dtype": "float64", "script": "optim_torch.py"},
    "conventions": {"schedule": "stepped at the end of each epoch", "frozen": "groups whose gradient is None"},
    "tolerance": {"float64_abs": 1e-12, "float32_abs": 5e-6},
    "cases": cases}, open("optim_torch.json", "w"), separators=(",", ":"))
