#!/usr/bin/env python3
"""Times training steps of this project and of PyTorch in turns, on the same machine.

    python3 scripts/training_peer.py [--googlenet target/release/googlenet] [--rounds 5] [--case v1:8:1,digits:32:2]
    python3 scripts/training_peer.py --memory [--case v1:32:2]
    python3 scripts/training_peer.py --batches [--case digits:1/2/4/8/16/32:1,v1:1/2/4/8/16:1]

Needs torch, but for --batches (tried: 2.15). The networks are those of specs/inception_v1.yaml (without dropout, as
both draw masks at different costs) and specs/inception_v1_digits.yaml: the same layers, SGD with momentum 0.9, L2 as
weight decay. PyTorch runs with channels last and with its default layout; the faster one counts. Each figure is the
median, and the minimum, over the rounds, in which the programs take turns. With --memory a few steps of each program
tell the peak of its resident memory, whole and without what the program has before it has a network; PyTorch's layout
with the lower peak counts. With --batches only this project runs: the least time of a step for each size of a batch,
and the line of batches, a fixed part and one for each image, from which the times are the smallest share away. Beside
it is the processor time of a step, as a step that takes long is interrupted on a machine that does other things: that
of a long run less that of a short one, over the steps that it has more.
"""

import argparse
import atexit
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

V1 = [
    ("3a", (64, 96, 128, 16, 32, 32)), ("3b", (128, 128, 192, 32, 96, 64)), "pool",
    ("4a", (192, 96, 208, 16, 48, 64)), ("4b", (160, 112, 224, 24, 64, 64)),
    ("4c", (128, 128, 256, 24, 64, 64)), ("4d", (112, 144, 288, 32, 64, 64)),
    ("4e", (256, 160, 320, 32, 128, 128)), "pool",
    ("5a", (256, 160, 320, 32, 128, 128)), ("5b", (384, 192, 384, 48, 128, 128)),
]
DIGITS = [
    ("2a", (16, 16, 24, 4, 8, 8)), ("2b", (24, 24, 32, 8, 16, 16)), "pool",
    ("3a", (32, 24, 48, 8, 16, 16)), ("3b", (48, 32, 64, 8, 24, 24)),
]


def torch_network(case):
    import torch
    from torch import nn

    class Same(nn.Module):
        """A 3x3 maximum pooling with stride 2 and TensorFlow's padding."""

        def forward(self, x):
            pads = [max((-(-s // 2) - 1) * 2 + 3 - s, 0) for s in x.shape[2:]]
            before = [p // 2 for p in pads]
            after = [p - p // 2 for p in pads]
            x = nn.functional.pad(x, (before[1], after[1], before[0], after[0]), value=float("-inf"))
            return nn.functional.max_pool2d(x, 3, 2)

    def conv(i, o, k, s=1):
        return nn.Sequential(nn.Conv2d(i, o, k, s, k // 2), nn.ReLU(inplace=True))

    class Inception(nn.Module):
        def __init__(self, i, f):
            super().__init__()
            self.a = conv(i, f[0], 1)
            self.b = nn.Sequential(conv(i, f[1], 1), conv(f[1], f[2], 3))
            self.c = nn.Sequential(conv(i, f[3], 1), conv(f[3], f[4], 5))
            self.d = nn.Sequential(nn.MaxPool2d(3, 1, 1), conv(i, f[5], 1))

        def forward(self, x):
            return torch.cat([self.a(x), self.b(x), self.c(x), self.d(x)], 1)

    def modules(table, i):
        made = []
        for row in table:
            if row == "pool":
                made.append(Same())
                continue
            f = row[1]
            made.append(Inception(i, f))
            i = f[0] + f[2] + f[4] + f[5]
        return made, i

    if case == "v1":
        stem = [conv(3, 64, 7, 2), Same(), conv(64, 64, 1), conv(64, 192, 3), Same()]
        body, width = modules(V1, 192)
        classes = 1000
    else:
        stem = [conv(1, 16, 5), Same()]
        body, width = modules(DIGITS, 16)
        classes = 10
    return nn.Sequential(*stem, *body, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width, classes))


def torch_child(case, batch, threads, last, seconds):
    import torch

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    torch.manual_seed(0)
    torch.set_num_threads(threads)
    network = torch_network(case)
    shape = (3, 224, 224) if case == "v1" else (1, 28, 28)
    images = torch.randn(batch, *shape)
    if last:
        network, images = network.to(memory_format=torch.channels_last), images.to(memory_format=torch.channels_last)
    labels = torch.randint(0, 10, (batch,))
    optimizer = torch.optim.SGD(network.parameters(), 0.001, momentum=0.9, weight_decay=2e-4)
    times = []
    end = time.perf_counter() + seconds
    while len(times) < 4 or time.perf_counter() < end:
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        torch.nn.functional.cross_entropy(network(images), labels).backward()
        optimizer.step()
        times.append(time.perf_counter() - start)
    times = times[2:]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"median_ms": 1e3 * statistics.median(times), "min_ms": 1e3 * min(times), "peak_mib": peak,
                      "before_mib": before}))


def measured(command):
    """Runs a command, and returns the last line of its output with its peak of memory in MiB and its processor time."""
    child = "import resource,subprocess,sys\nr=subprocess.run(sys.argv[1:],capture_output=True,text=True)\n" \
            "print(r.stdout.strip().splitlines()[-1] if r.returncode==0 else sys.exit(r.stderr))\n" \
            "u=resource.getrusage(resource.RUSAGE_CHILDREN)\nprint(u.ru_maxrss/1024,u.ru_utime+u.ru_stime)"
    done = subprocess.run([sys.executable, "-c", child, *command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    last, used = done.stdout.strip().splitlines()
    peak, seconds = used.split()
    return last, float(peak), float(seconds)


def report_of(command):
    """Runs a command, and returns its JSON with its peak of memory and its processor time."""
    report, peak, seconds = measured(command)
    return {**json.loads(report), "peak_mib": peak, "processor_s": seconds}


def description_of(name):
    """Returns the path of a description with the optimizer that both sides have."""
    text = pathlib.Path(f"specs/{name}.yaml").read_text()
    text = text.split("\ntraining:")[0] + "\ntraining:\n  optimizer: {sgd: {momentum: 0.9}}\n"
    path = pathlib.Path(tempfile.gettempdir()) / f"training_peer_{os.getpid()}" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    atexit.register(shutil.rmtree, path.parent, ignore_errors=True)
    return str(path)


def commands_of(args, text, seconds):
    """Returns the commands of a case, by the name of the program, and the description."""
    case, batch, threads = text.split(":")
    spec = description_of("inception_v1" if case == "v1" else "inception_v1_digits")
    ours = [args.googlenet, "bench", spec, "--training", "--batch", batch, "--threads", threads,
            "--seconds", str(seconds), "--format", "json"]
    theirs = lambda last: [sys.executable, __file__, "--torch-child", case, batch, threads, last, str(seconds)]
    return {"ours": ours, "torch": theirs("0"), "torch, channels last": theirs("1")}, spec


def compare_memory(args, text):
    commands, spec = commands_of(args, text, 0.1)
    reports = {name: report_of(command) for name, command in commands.items()}
    reports["ours"]["before_mib"] = measured([args.googlenet, "check", spec])[1]
    case, batch, threads = text.split(":")
    print(f"{case}, batch {batch}, {threads} threads:")
    for name, report in reports.items():
        report["added"] = report["peak_mib"] - report["before_mib"]
        print(f"  {name:22} peak {report['peak_mib']:6.0f} MiB, {report['added']:6.0f} without those before")
    best = {key: min(reports[name][key] for name in reports if name != "ours") for key in ("peak_mib", "added")}
    mine = reports["ours"]
    ratios = [best[key] / mine[key] for key in ("peak_mib", "added")]
    print(f"  torch's least over ours: {ratios[0]:.2f}, {ratios[1]:.2f}", flush=True)


def line_of(points):
    """Returns the line y = a + b x whose relative distances from the points have the least sum of squares."""
    # The unknowns a and b of a / y + b x / y = 1.
    rows = [(1 / y, x / y) for x, y in points]
    aa, ab, bb = (sum(row[i] * row[j] for row in rows) for i, j in ((0, 0), (0, 1), (1, 1)))
    a, b = (sum(row[i] for row in rows) for i in (0, 1))
    determinant = aa * bb - ab * ab
    return (a * bb - b * ab) / determinant, (b * aa - a * ab) / determinant


def steps_of(report):
    return report["steps"] + report["warm_up_steps"]


def step_times(args, text):
    """Returns the least time of a step and its processor time, in ms."""
    run = lambda seconds: report_of(commands_of(args, text, seconds)[0]["ours"])
    short, seconds, more = run(0.01), args.seconds, 0
    while more < 3:
        long = run(seconds)
        seconds, more = 2 * seconds, steps_of(long) - steps_of(short)
    return min(short["min_ms"], long["min_ms"]), 1e3 * (long["processor_s"] - short["processor_s"]) / more


def compare_batches(args, text):
    case, batches, threads = text.split(":")
    batches = [int(batch) for batch in batches.split("/")]
    rounds = [[step_times(args, f"{case}:{batch}:{threads}") for batch in batches] for _ in range(args.rounds)]
    print(f"{case}, {threads} threads:")
    for at, what in enumerate(("least time", "processor time")):
        times = [min(times[index][at] for times in rounds) for index in range(len(batches))]
        fixed, each = line_of(list(zip(batches, times)))
        print(f"  {what}: {fixed:.2f} ms and {each:.3f} ms an image")
        for batch, time in zip(batches, times):
            away = time / (fixed + each * batch) - 1
            print(f"    batch {batch:4} {time:10.2f} ms {time / batch:9.3f} ms an image {100 * away:+7.1f} % away",
                  flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--googlenet", default="target/release/googlenet")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--case")
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--batches", action="store_true")
    parser.add_argument("--torch-child", nargs=5)
    args = parser.parse_args()
    if args.torch_child:
        case, batch, threads, last, seconds = args.torch_child
        return torch_child(case, int(batch), int(threads), last == "1", float(seconds))
    processor = [line for line in open("/proc/cpuinfo") if line.startswith("model name")][:1]
    print((processor or ["?"])[0].strip(), "of", os.cpu_count(), "cores")
    if args.batches:
        for text in (args.case or "digits:1/2/4/8/16/32:1,v1:1/2/4/8/16:1").split(","):
            compare_batches(args, text)
        return
    if args.memory:
        for text in (args.case or "v1:32:2").split(","):
            compare_memory(args, text)
        return
    for text in (args.case or "v1:8:1,v1:8:2,v1:32:2,digits:32:1,digits:32:2").split(","):
        case, batch, threads = text.split(":")
        commands, _ = commands_of(args, text, args.seconds)
        reports = {name: [] for name in commands}
        for _ in range(args.rounds):
            for name, command in commands.items():
                reports[name].append(report_of(command))
        figures = {
            name: (statistics.median(r["median_ms"] for r in of), min(r["min_ms"] for r in of),
                   statistics.median(r["peak_mib"] for r in of))
            for name, of in reports.items()
        }
        best = min((figures[name] for name in figures if name != "ours"), key=lambda figure: figure[0])
        print(f"{case}, batch {batch}, {threads} threads:")
        for name, (median, least, peak) in figures.items():
            rate = 1e3 * int(batch) / median
            print(f"  {name:22} median {median:8.1f} ms  min {least:8.1f} ms  {rate:8.1f} images/s  peak {peak:6.0f} MiB")
        mine = figures["ours"]
        print(f"  torch's best over ours: median {best[0] / mine[0]:.2f}, min {best[1] / mine[1]:.2f}, "
              f"memory {best[2] / mine[2]:.2f}", flush=True)


if __name__ == "__main__":
    main()
