"""Compares this project's speed with that of other engines on one network; see README.md beside this file."""

import argparse
import importlib.metadata
import importlib.util
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
OURS = "googlenet"
# This project with a file of packed weights. Only its start is measured, because later runs do not differ.
PACKED = "googlenet, packed"
# Largest accepted difference of an engine's result, relative to the largest value.
TOLERANCE = {"openvino-bf16": 0.2}
DEFAULT_TOLERANCE = 1e-3
# Engines of which the fastest is compared with this project.
BARS = ("onnxruntime", "openvino-f32")


class Missing(Exception):
    """Raised if an engine is not installed, cannot convert the network, or fails."""


def package(name, pattern):
    """Returns the path of the first file of an installed package that matches a pattern, or raises Missing."""
    spec = importlib.util.find_spec(name)
    found = sorted(Path(spec.origin).parent.glob(pattern)) if spec else []
    if not found:
        raise Missing(f"{name} is not installed")
    return str(found[0])


def version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def crate_version(name):
    lock = (HERE / "native/Cargo.lock").read_text().split("[[package]]")
    entry = next(entry for entry in lock if f'name = "{name}"' in entry)
    return entry.split('version = "')[1].split('"')[0]


class Bench:
    """Files of the network, and the commands that start each engine on them."""

    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.spec, self.binary, self.peer = options.spec, options.googlenet, options.peer
        self.weights, self.model = str(folder / "w.safetensors"), str(folder / "m.onnx")
        source = ["--weights", options.weights] if options.weights else ["--seed", str(options.seed)]
        self.call([self.binary, "export", self.spec, "--format", "safetensors", *source, "-o", self.weights])
        from_file = ["--weights", self.weights, "--batch", str(options.batch)]
        self.call([self.binary, "export", self.spec, "--format", "onnx", *from_file, "-o", self.model])
        self.packed = str(folder / "w.packed")
        self.call([self.binary, "pack", self.spec, "--weights", self.weights, "-o", self.packed])
        table = self.call([self.binary, "summary", self.spec, "--format", "json"])
        height, width, channels = json.loads(table)["layers"][0]["output"]
        self.shape = [options.batch, channels, height, width]
        x = numpy.random.default_rng(7).uniform(-1, 1, self.shape).astype("<f4")
        x.tofile(folder / "x.f32")
        numpy.save(folder / "x.npy", x.transpose(0, 2, 3, 1))

    def call(self, command):
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.folder)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
        return done.stdout

    def once(self, engine, threads):
        """Returns the command that loads the network from its file and computes one result."""
        if engine in (OURS, PACKED):
            files = ["--input", "x.npy", "--output", "y.npy", "--threads", str(threads)]
            weights = ["--weights", self.weights] if engine == OURS else ["--packed", self.packed]
            return [self.binary, "run", self.spec, *weights, *files]
        return [*self.start(engine, threads), "--input", "x.f32", "--output", "y.f32"]

    def burst(self, engine, threads, seconds):
        """Returns the command that runs an engine again and again for some seconds and reports its times."""
        if engine == OURS:
            files = [self.spec, "--weights", self.weights, "--batch", str(self.options.batch), "--json"]
            return [self.binary, "bench", *files, "--threads", str(threads), "--seconds", str(seconds)]
        return [*self.start(engine, threads), "--seconds", str(seconds)]

    def start(self, engine, threads):
        shape = ["--shape", ",".join(map(str, self.shape)), "--threads", str(threads)]
        if engine == "ncnn":
            return [sys.executable, str(HERE / "ncnn_peer.py"), *self.ncnn(), *shape]
        return [self.peer, engine, self.model, *shape]

    def ncnn(self):
        """Returns the paths of the network's two files in ncnn's format, which the first call makes with pnnx."""
        files = [self.folder / "m.ncnn.param", self.folder / "m.ncnn.bin"]
        if not all(file.exists() for file in files):
            package("ncnn", "__init__.py")
            converter = package("pnnx", "pnnx")
            shape = f"inputshape=[1,{self.shape[1]},{self.shape[2]},{self.shape[3]}]f32"
            model = self.folder / "m.onnx"
            if self.options.batch != 1:
                model = self.folder / "single" / "m.onnx"
                model.parent.mkdir(exist_ok=True)
                single = ["--weights", self.weights, "--batch", "1", "-o", str(model)]
                self.call([self.binary, "export", self.spec, *single])
            done = subprocess.run([converter, str(model), shape, "fp16=0"], capture_output=True, text=True)
            if done.returncode or not (model.parent / files[0].name).exists():
                raise Missing(f"pnnx cannot convert the network: {(done.stdout + done.stderr).strip()[-200:]}")
            for file in files:
                shutil.move(model.parent / file.name, file) if model.parent != self.folder else None
        return list(map(str, files))

    def environment(self, engine):
        """Returns the environment for an engine's process, with the path of its shared library in PEER_LIBRARY."""
        result = {**os.environ, "LC_ALL": "C"}
        if engine == "onnxruntime":
            result["PEER_LIBRARY"] = package("onnxruntime", "capi/libonnxruntime.so*")
        elif engine.startswith("openvino"):
            result["PEER_LIBRARY"] = package("openvino", "libs/libopenvino_c.so*")
        return result

    def run(self, engine, command, threads):
        """Runs a command on the first cores. Returns its output, its time in seconds and its peak memory in KiB."""
        output = self.folder / "printed"
        cores = sorted(os.sched_getaffinity(0))[:threads]
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(HERE / "launch.py"), str(output), *command],
            capture_output=True, text=True, check=True, cwd=self.folder, env=self.environment(engine),
            preexec_fn=lambda: os.sched_setaffinity(0, cores),
        )
        report = json.loads(done.stdout)
        text = output.read_text()
        if report["status"]:
            raise Missing(f"{' '.join(command)}: {text.strip()[-500:]}")
        return text, report["seconds"], report["peak_kib"]

    def result(self, engine):
        self.run(engine, self.once(engine, 1), 1)
        if engine != OURS:
            return numpy.fromfile(self.folder / "y.f32", "<f4")
        y = numpy.load(self.folder / "y.npy")
        return (y.transpose(0, 3, 1, 2) if y.ndim == 4 else y).ravel()


def machine(bench):
    model = platform.processor()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    facts = json.loads(bench.call([bench.peer, "machine"]))
    return {"processor": model, "cores": len(os.sched_getaffinity(0)), **facts}


def compare_results(bench, engines):
    """Returns the engines whose result agrees with this project's, each with the largest relative difference."""
    ours = bench.result(OURS)
    agreed = {OURS: 0.0}
    for engine in engines:
        if engine == OURS:
            continue
        try:
            theirs = bench.result(engine)
        except Missing as reason:
            print(f"skipped: {engine}: {reason}", file=sys.stderr)
            continue
        difference = float(numpy.abs(theirs - ours).max() / numpy.abs(ours).max())
        if difference <= TOLERANCE.get(engine, DEFAULT_TOLERANCE):
            agreed[engine] = difference
        else:
            print(f"skipped: {engine}: its result differs by {difference:.1e} of the largest value", file=sys.stderr)
    return agreed


def rotated(engines, by):
    engines = list(engines)
    return engines[by % len(engines):] + engines[:by % len(engines)]


def measure(bench, engines):
    """Returns the reports of all rounds, by number of threads and engine."""
    options = bench.options
    reports = {str(threads): {engine: [] for engine in engines} for threads in options.threads}
    for at in range(options.rounds):
        for threads in options.threads:
            for engine in rotated(engines, at):
                text, _, _ = bench.run(engine, bench.burst(engine, threads, options.seconds), threads)
                report = json.loads(text.strip().splitlines()[-1])
                reports[str(threads)][engine].append(report)
                print(f"round {at + 1}, {threads} threads, {engine}: {report['median_ms']:.2f} ms", file=sys.stderr)
    return reports


def cold(bench, engines):
    """Returns, by engine, seconds and peak memory (KiB) of processes that load the network and compute one result."""
    threads = max(bench.options.threads)
    engines = [OURS, PACKED, *(engine for engine in engines if engine != OURS)]
    starts = {engine: {"seconds": [], "peak_kib": []} for engine in engines}
    empty = [sys.executable, str(HERE / "ncnn_peer.py"), "--nothing"]
    # The first start is not counted, because it reads the files into the system's cache.
    for at in range(bench.options.cold + 1):
        for engine in rotated(engines, at):
            _, seconds, peak = bench.run(engine, bench.once(engine, threads), threads)
            if engine == "ncnn":
                _, less_seconds, less_peak = bench.run(engine, empty, threads)
                seconds, peak = seconds - less_seconds, peak - less_peak
            if at:
                starts[engine]["seconds"].append(seconds)
                starts[engine]["peak_kib"].append(peak)
    return starts


def table(results):
    """Returns the results as Markdown."""
    facts, engines = results["machine"], results["engines"]
    peak, hand_over = facts["gflops_a_core"], facts["hand_over_ns"]
    lines = [
        f"{results['network']}, batch {results['batch']}, {facts['processor']}, {facts['cores']} cores, "
        f"{facts['isa']}, peak {peak} GFLOP/s a core, {hand_over} ns from core to core; "
        f"{results['rounds']} rounds of {results['seconds']} s.",
        "",
    ]
    for threads, reports in results["times"].items():
        medians = {engine: statistics.median(r["median_ms"] for r in rounds) for engine, rounds in reports.items()}
        lines += [
            f"| {threads} thread{'' if threads == '1' else 's'} | version | median ms | min ms | p99 ms | runs | its median / ours | largest difference |",
            "|---|---|---:|---:|---:|---:|---:|---:|",
        ]
        for engine, rounds in sorted(reports.items(), key=lambda item: medians[item[0]]):
            least = min(report["min_ms"] for report in rounds)
            p99 = statistics.median(report["p99_ms"] for report in rounds)
            runs = sum(report["runs"] for report in rounds)
            ratio = medians[engine] / medians[OURS]
            lines.append(
                f"| {engine} | {engines[engine]['version']} | {medians[engine]:.2f} | {least:.2f} | {p99:.2f} | {runs} "
                f"| {ratio:.2f} | {engines[engine]['difference']:.0e} |"
            )
        bars = [medians[engine] for engine in BARS if engine in medians]
        if bars:
            lines += ["", f"The best of {' and '.join(BARS)} over ours: {min(bars) / medians[OURS]:.2f}."]
        lines.append("")
    if any(start["seconds"] for start in results["cold"].values()):
        threads = max(map(int, results["times"]))
        lines += [
            f"| process on {threads} thread{'' if threads == 1 else 's'}, weights from a file | start to first result, ms (median, min) | ONNX Runtime's / its | peak memory, MiB | ONNX Runtime's / its |",
            "|---|---:|---:|---:|---:|",
        ]
        bar = results["cold"].get("onnxruntime")
        for engine, start in results["cold"].items():
            seconds = [1e3 * second for second in start["seconds"]]
            peak = statistics.median(start["peak_kib"]) / 1024
            note = " (less the interpreter's)" if engine == "ncnn" else ""
            ratios = ["", ""]
            if bar:
                pairs = zip(bar["seconds"], start["seconds"])
                less = statistics.median(bar["peak_kib"]) / 1024 / peak
                ratios = [f"{statistics.median(theirs / its for theirs, its in pairs):.2f}", f"{less:.2f}"]
            lines.append(
                f"| {engine}{note} | {statistics.median(seconds):.0f}, {min(seconds):.0f} | {ratios[0]} | {peak:.0f} | {ratios[1]} |"
            )
        lines.append("")
    return "\n".join(lines)


def into(path, text):
    """Replaces the text between the marks of a file."""
    begin, end = "<!-- results: made by `compare.py --into` -->\n", "<!-- end of results -->"
    before, rest = path.read_text().split(begin)
    path.write_text(f"{before}{begin}\n{text}\n{end}{rest.split(end)[1]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("spec", nargs="?", default=str(ROOT / "specs/inception_v1.yaml"))
    parser.add_argument("--weights", help="a safetensors file; seeded weights unless given")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--threads", type=lambda text: [int(part) for part in text.split(",")], default=[1, 2])
    parser.add_argument("--seconds", type=float, default=3, help="of one engine in one round")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--cold", type=int, default=9, help="how often each engine is started anew")
    parser.add_argument("--engines", default="onnxruntime,openvino-f32,openvino-bf16,ncnn,rten")
    parser.add_argument("--googlenet", default=str(ROOT / "target/release/googlenet"))
    parser.add_argument("--peer", default=str(HERE / "native/target/release/peer"))
    parser.add_argument("--markdown", action="store_true", help="print the results as a table")
    parser.add_argument("--into", help="write the results as a table between the marks of this file")
    parser.add_argument("--json", help="write everything that was measured to this file")
    options = parser.parse_args()
    for name in ("spec", "weights", "googlenet", "peer", "into", "json"):
        if getattr(options, name):
            setattr(options, name, str(Path(getattr(options, name)).resolve()))
    for binary in (options.googlenet, options.peer):
        if not Path(binary).is_file():
            sys.exit(f"{binary} is not there; README.md says how it is built")

    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options, Path(folder))
        before = machine(bench)
        print(f"{before}", file=sys.stderr)
        agreed = compare_results(bench, options.engines.split(","))
        versions = {
            OURS: bench.call([options.googlenet, "--version"]).split()[-1],
            "onnxruntime": version("onnxruntime"),
            "openvino-f32": version("openvino"),
            "openvino-bf16": version("openvino"),
            "ncnn": version("ncnn"),
            "rten": crate_version("rten"),
        }
        results = {
            "network": Path(options.spec).stem,
            "batch": options.batch,
            "rounds": options.rounds,
            "seconds": options.seconds,
            "engines": {
                engine: {"version": versions[engine], "difference": difference}
                for engine, difference in agreed.items()
            },
            "times": measure(bench, agreed),
            "cold": cold(bench, agreed),
            "machine": before,
            "machine_after": machine(bench),
        }
    if options.json:
        Path(options.json).write_text(json.dumps(results, indent=1) + "\n")
    if options.into:
        into(Path(options.into), table(results))
    if options.markdown or not (options.json or options.into):
        print(table(results))
    peaks = [facts["gflops_a_core"] for facts in (results["machine"], results["machine_after"])]
    if min(peaks) < 0.95 * max(peaks):
        print(f"the machine was not quiet: its peak was {peaks[0]} GFLOP/s before and {peaks[1]} after", file=sys.stderr)


main()
