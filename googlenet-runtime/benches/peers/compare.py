"""Compares this project's speed with that of other engines on one network; see README.md beside this file."""

import argparse
import functools
import importlib.metadata
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy

from quantised import quantised_model
from tables import OURS, OURS_F32, PACKED, overview, table

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
# Engines that are compared with each element type, unless others are asked for.
ENGINES = {
    "f32": ["onnxruntime", "openvino-f32", "openvino-bf16", "ncnn", "rten"],
    "bf16": [OURS_F32, "openvino-bf16"],
    "int8": [OURS_F32, "onnxruntime-int8", "openvino-int8", "openvino-int8-bf16"],
}
# Engines of the peers' program that run a model of integers; the rest of it is computed in f32 or in bf16.
INTEGERS = {"onnxruntime-int8": "onnxruntime", "openvino-int8": "openvino-f32", "openvino-int8-bf16": "openvino-bf16"}
# Largest accepted difference of an engine's result from ours in f32, relative to the largest value.
TOLERANCE = {"openvino-bf16": 0.2, **dict.fromkeys(INTEGERS, 0.5)}
TOLERANCE_OF_OURS = {"f32": 0.0, "bf16": 0.2, "int8": 0.5}
DEFAULT_TOLERANCE = 1e-3


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

    def __init__(self, options, folder, dtype):
        self.options, self.folder, self.dtype = options, folder, dtype
        self.spec, self.binary, self.peer = options.spec, options.googlenet, options.peer
        self.weights, self.model = str(folder / "w.safetensors"), str(folder / "m.onnx")
        source = ["--weights", options.weights] if options.weights else ["--seed", str(options.seed)]
        self.call([self.binary, "export", self.spec, "--format", "safetensors", *source, "-o", self.weights])
        from_file = ["--weights", self.weights, "--batch", str(options.batch)]
        self.call([self.binary, "export", self.spec, "--format", "onnx", *from_file, "-o", self.model])
        self.packed = str(folder / "w.packed")
        self.ours = ["--weights", self.weights, "--dtype", dtype]
        if dtype == "int8":
            self.ours = ["--weights", options.quantized or self.quantize()]
        else:
            self.call([self.binary, "pack", self.spec, *self.ours, "-o", self.packed])
        table = self.call([self.binary, "summary", self.spec, "--format", "json"])
        height, width, channels = json.loads(table)["layers"][0]["output"]
        self.shape = [options.batch, channels, height, width]
        x = numpy.random.default_rng(7).uniform(-1, 1, self.shape).astype("<f4")
        x.tofile(folder / "x.f32")
        numpy.save(folder / "x.npy", x.transpose(0, 2, 3, 1))

    def quantize(self):
        """Returns the path of the network in 8 bits, calibrated on the images."""
        path = str(self.folder / "q.safetensors")
        data = ["--data", self.options.calibration, "--quiet", "-o", path]
        self.call([self.binary, "quantize", self.spec, "--weights", self.weights, *data])
        return path

    @functools.cached_property
    def integers(self):
        """The path of the ONNX file of integers that ONNX Runtime's static quantiser makes, on the same images."""
        images = self.folder / "calibration.npz"
        taps = ["--tap", "$input", "--quiet", "-o", str(images)]
        self.call([self.binary, "features", self.spec, "--weights", self.weights, self.options.calibration, *taps])
        inputs = numpy.load(images)["$input"].transpose(0, 3, 1, 2)
        path = str(self.folder / "q.onnx")
        try:
            quantised_model(self.model, path, numpy.ascontiguousarray(inputs), self.options.batch)
        except ImportError as reason:
            raise Missing(f"the quantiser needs onnxruntime and onnx: {reason}") from reason
        return path

    def call(self, command):
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.folder)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
        return done.stdout

    def once(self, engine, threads):
        """Returns the command that loads the network from its file and computes one result."""
        if engine in (OURS, OURS_F32, PACKED):
            files = ["--input", "x.npy", "--output", "y.npy", "--threads", str(threads)]
            return [self.binary, "run", self.spec, *self.source(engine), *files]
        return [*self.start(engine, threads), "--input", "x.f32", "--output", "y.f32"]

    def burst(self, engine, threads, seconds):
        """Returns the command that runs an engine again and again for some seconds and reports its times."""
        if engine in (OURS, OURS_F32):
            files = [self.spec, *self.source(engine), "--batch", str(self.options.batch), "--json"]
            return [self.binary, "bench", *files, "--threads", str(threads), "--seconds", str(seconds)]
        return [*self.start(engine, threads), "--seconds", str(seconds)]

    def source(self, engine):
        """Returns the options that name our weights and their type."""
        if engine == PACKED:
            return ["--packed", self.packed, "--dtype", self.dtype]
        return self.ours if engine == OURS else ["--weights", self.weights, "--dtype", "f32"]

    def start(self, engine, threads):
        shape = ["--shape", ",".join(map(str, self.shape)), "--threads", str(threads)]
        if engine == "ncnn":
            return [sys.executable, str(HERE / "ncnn_peer.py"), *self.ncnn(), *shape]
        if engine in INTEGERS:
            return [self.peer, INTEGERS[engine], self.integers, *shape]
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
        if engine.startswith("onnxruntime"):
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
        if engine not in (OURS, OURS_F32):
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
    """Returns the engines whose result agrees with ours in f32, each with the largest relative difference."""
    exact = bench.result(OURS_F32)
    agreed = {}
    for engine in [OURS, *(engine for engine in engines if engine != OURS)]:
        try:
            theirs = bench.result(engine)
        except Missing as reason:
            print(f"skipped: {engine}: {reason}", file=sys.stderr)
            continue
        difference = float(numpy.abs(theirs - exact).max() / numpy.abs(exact).max())
        of_ours = {OURS: TOLERANCE_OF_OURS[bench.dtype], OURS_F32: 0.0}
        if difference <= of_ours.get(engine, TOLERANCE.get(engine, DEFAULT_TOLERANCE)):
            agreed[engine] = difference
        else:
            print(f"skipped: {engine}: its result differs by {difference:.1e} of the largest value", file=sys.stderr)
    if OURS not in agreed:
        sys.exit("there is no result of ours to compare with")
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
    packed = [PACKED] if Path(bench.packed).exists() else []
    engines = [OURS, *packed, *(engine for engine in engines if engine not in (OURS, OURS_F32))]
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


def into(path, text):
    """Replaces the text between the marks of a file."""
    begin, end = "<!-- results: made by `compare.py --into` -->\n", "<!-- end of results -->"
    before, rest = path.read_text().split(begin)
    path.write_text(f"{before}{begin}\n{text}\n{end}{rest.split(end)[1]}")


def measured(options, folder, dtype):
    """Returns all results of one element type."""
    bench = Bench(options, folder, dtype)
    before = machine(bench)
    print(f"{dtype}: {before}", file=sys.stderr)
    agreed = compare_results(bench, options.engines or ENGINES[dtype])
    ours = bench.call([options.googlenet, "--version"]).split()[-1]
    versions = {"rten": crate_version("rten"), OURS: ours, OURS_F32: ours}
    of_package = lambda engine: versions.get(engine) or version(engine.split("-")[0])
    return {
        "network": Path(options.spec).stem,
        "dtype": dtype,
        "batch": options.batch,
        "rounds": options.rounds,
        "seconds": options.seconds,
        "engines": {
            engine: {"version": of_package(engine), "difference": difference} for engine, difference in agreed.items()
        },
        "times": measure(bench, agreed),
        "cold": cold(bench, agreed),
        "machine": before,
        "machine_after": machine(bench),
    }


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
    parser.add_argument("--dtype", type=lambda text: text.split(","), default=["f32"], help="f32, bf16, int8, or several")
    parser.add_argument("--calibration", help="with int8: a folder of images that all quantisers calibrate on")
    parser.add_argument("--quantized", help="with int8: our quantised weights; `googlenet quantize` makes them unless given")
    parser.add_argument("--engines", type=lambda text: text.split(","), help="unless given, those of the type")
    parser.add_argument("--googlenet", default=str(ROOT / "target/release/googlenet"))
    parser.add_argument("--peer", default=str(HERE / "native/target/release/peer"))
    parser.add_argument("--markdown", action="store_true", help="print the results as a table")
    parser.add_argument("--into", help="write the results as a table between the marks of this file")
    parser.add_argument("--json", help="write everything that was measured to this file")
    options = parser.parse_args()
    for name in ("spec", "weights", "calibration", "quantized", "googlenet", "peer", "into", "json"):
        if getattr(options, name):
            setattr(options, name, str(Path(getattr(options, name)).resolve()))
    for binary in (options.googlenet, options.peer):
        if not Path(binary).is_file():
            sys.exit(f"{binary} is not there; README.md says how it is built")

    for dtype in options.dtype:
        if dtype not in ENGINES:
            parser.error(f"expected f32, bf16 or int8, got {dtype}")
    if "int8" in options.dtype and not options.calibration:
        parser.error("int8 needs --calibration, a folder of images")

    results = []
    for dtype in options.dtype:
        with tempfile.TemporaryDirectory() as folder:
            results.append(measured(options, Path(folder), dtype))
    if options.json:
        Path(options.json).write_text(json.dumps(results[0] if len(results) == 1 else results, indent=1) + "\n")
    text = "\n".join([*map(table, results), *([overview(results)] if len(results) > 1 else [])])
    if options.into:
        into(Path(options.into), text)
    if options.markdown or not (options.json or options.into):
        print(text)
    for result in results:
        peaks = [facts["gflops_a_core"] for facts in (result["machine"], result["machine_after"])]
        if min(peaks) < 0.95 * max(peaks):
            print(f"the machine was not quiet: its peak was {peaks[0]} GFLOP/s before and {peaks[1]} after", file=sys.stderr)


main()
