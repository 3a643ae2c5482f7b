#!/usr/bin/env python3
"""Repeats the runs of tests/golden/training.json with PyTorch in float64 and in float32.

    python3 scripts/training_float32.py

Needs torch and numpy (tried: torch 2.15). Prints, for each run and type, the relative difference of the loss of each
step from the golden one, and the largest difference of a weight after the last step over its tensor's rms. In float64
there is none. In float32 the runs leave the golden ones: a maximum or a ReLU that is decided the other way in one step
changes all later ones. The differences of float32 are the bounds of tests/tests/training.rs.
"""

import json
import pathlib

import numpy as np
import torch
from torch import nn

torch.set_num_threads(1)
GOLDEN = json.loads((pathlib.Path(__file__).parent.parent / "tests/golden/training.json").read_text())
TABLE = [("2a", (16, 16, 24, 4, 8, 8)), ("2b", (24, 24, 32, 8, 16, 16)), "pool",
         ("3a", (32, 24, 48, 8, 16, 16)), ("3b", (48, 32, 64, 8, 24, 24))]
BRANCHES = ["conv_1x1", "conv_3x3_reduce", "conv_3x3", "conv_5x5_reduce", "conv_5x5", "maxpool_proj"]
MASK = (1 << 64) - 1


def u(tensor, i):
    z = ((tensor << 32) + i + 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return ((z ^ (z >> 31)) >> 40) / 8388608.0 - 1.0


def values(tensor, count, factor=1.0, start=0, step=1, plus=0.0):
    return np.float32([plus + factor * u(tensor, start + step * i) for i in range(count)])


class Same(nn.Module):
    def forward(self, x):
        size = x.shape[2]
        pad = max((-(-size // 2) - 1) * 2 + 3 - size, 0)
        pads = (pad // 2, pad - pad // 2) * 2
        return nn.functional.max_pool2d(nn.functional.pad(x, pads, value=float("-inf")), 3, 2)


class Run:
    def __init__(self, run, dtype):
        self.norm, self.dtype, self.k, self.tensors = run != "plain", dtype, 0, {}
        self.kernels, self.learning = [], []
        self.stem = self.conv("conv1_5x5", 1, 16, 5)
        self.body, width = [], 16
        for row in TABLE:
            if row == "pool":
                self.body.append(Same())
                continue
            name, f = "inception_" + row[0], row[1]
            sizes = [(width, f[0], 1), (width, f[1], 1), (f[1], f[2], 3), (width, f[3], 1), (f[3], f[4], 5),
                     (width, f[5], 1)]
            self.body.append([self.conv(f"{name}.{b}", *s) for b, s in zip(BRANCHES, sizes)])
            width = f[0] + f[2] + f[4] + f[5]
        self.linear = self.dense("linear", width, 10, True)
        self.aux = self.dense("aux.classes", 88, 10, False) if self.norm else None

    def parameter(self, name, array):
        tensor = torch.tensor(array).to(self.dtype).requires_grad_()
        self.tensors[name] = tensor
        self.learning.append(tensor)
        return tensor

    def conv(self, name, i, o, k):
        a, self.k = 1000 + 2 * self.k, self.k + 1
        kernel = values(a, k * k * i * o, (6 / (k * k * i)) ** 0.5).reshape(k, k, i, o)
        kernel = self.parameter(name + ".kernel", kernel)
        self.kernels.append(kernel)
        if not self.norm:
            bias = self.parameter(name + ".bias", values(a + 1, o, 0.1))
            return lambda x: torch.relu(nn.functional.conv2d(x, kernel.permute(3, 2, 0, 1), bias, 1, k // 2))
        a, self.k = 1000 + 2 * self.k, self.k + 1
        gamma = self.parameter(name + ".batch_norm.gamma", values(a, o, 0.1, 0, 2, 1.0))
        beta = self.parameter(name + ".batch_norm.beta", values(a, o, 0.1, 1, 2))

        def forward(x):
            y = nn.functional.conv2d(x, kernel.permute(3, 2, 0, 1), None, 1, k // 2)
            return torch.relu(nn.functional.batch_norm(y, None, None, gamma, beta, True, 0.0, 1e-3))

        return forward

    def dense(self, name, i, o, penalised):
        a, self.k = 1000 + 2 * self.k, self.k + 1
        kernel = self.parameter(name + ".kernel", values(a, i * o, (6 / i) ** 0.5).reshape(i, o))
        bias = self.parameter(name + ".bias", values(a + 1, o, 0.1))
        if penalised:
            self.kernels.append(kernel)
        return lambda x: x.mean((2, 3)) @ kernel + bias

    def losses(self, x, labels):
        x, mid = Same()(self.stem(x)), None
        for at, part in enumerate(self.body):
            if isinstance(part, Same):
                x = part(x)
                continue
            a, b, c, d, e, f = part
            x = torch.cat([a(x), c(b(x)), e(d(x)), f(nn.functional.max_pool2d(x, 3, 1, 1))], 1)
            mid = x if at == 1 else mid
        loss = nn.functional.cross_entropy(self.linear(x), labels)
        if self.aux:
            loss = loss + 0.3 * nn.functional.cross_entropy(self.aux(mid), labels)
        return loss + 1e-4 * sum((kernel * kernel).sum() for kernel in self.kernels)

    def train(self, golden):
        differences, velocities = [], [torch.zeros_like(p) for p in self.learning]
        for step in range(20):
            images, labels = [], []
            for j in range(8 * step, 8 * step + 8):
                label = 7 * j % 10
                image = np.float32([(u(7, 784 * j + p) + 1) / 2 for p in range(784)]).reshape(28, 28)
                top, left = 12 * (label // 5) + 2, 5 * (label % 5) + 1
                image[top:top + 10, left:left + 4] = 1
                images.append(image)
                labels.append(label)
            loss = self.losses(torch.tensor(np.stack(images))[:, None].to(self.dtype), torch.tensor(labels))
            expected = golden["losses"][step][0]
            differences.append(abs(loss.item() - expected) / expected)
            gradients = torch.autograd.grad(loss, self.learning)
            with torch.no_grad():
                for weight, gradient, velocity in zip(self.learning, gradients, velocities):
                    velocity.mul_(0.9).sub_(0.05 * gradient)
                    weight.add_(velocity)
        worst = 0.0
        for name, row in golden["after_20_steps"].items():
            if name in self.tensors:
                tensor = self.tensors[name].detach().double().numpy().ravel()
                got = [tensor[i * (tensor.size - 1) // 3] for i in range(4)]
                worst = max([worst] + [abs(a - b) / row["rms"] for a, b in zip(got, row["values"])])
        return differences, worst


for run in ["plain", "batch_norm_and_head"]:
    for dtype in [torch.float64, torch.float32]:
        differences, worst = Run(run, dtype).train(GOLDEN[run])
        print(run, dtype, "losses", " ".join(f"{d:.1e}" for d in differences), "weights", f"{worst:.1e}")
