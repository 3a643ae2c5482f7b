"""Runs a network in ncnn, with the options and the report that the program `peer` has for other engines.

    ncnn_peer.py MODEL.param MODEL.bin --shape N,C,H,W --threads T --input X.f32 --output Y.f32
    ncnn_peer.py MODEL.param MODEL.bin --shape N,C,H,W --threads T --seconds S
    ncnn_peer.py --nothing

This is a script of its own because ncnn's package has no shared library that `peer` could load. The last form only does
the imports. Its time and memory are the share of the Python interpreter in those of the other two.
"""

import argparse
import json
import time

import ncnn
import numpy

# Equal to the constants of `peer` in `native/src/measure.rs`.
INPUTS, WARM_UP, WARM_UP_SHARE, MIN_RUNS = 4, 50, 0.25, 5


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*")
    parser.add_argument("--nothing", action="store_true")
    parser.add_argument("--shape")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--input")
    parser.add_argument("--output")
    options = parser.parse_args()
    if options.nothing:
        return
    shape = [int(size) for size in options.shape.split(",")]
    net = ncnn.Net()
    net.opt.num_threads = options.threads
    for name in dir(net.opt):
        if name.startswith(("use_fp16", "use_bf16", "use_int8")):
            setattr(net.opt, name, False)
    param, weights = options.files
    if net.load_param(param) or net.load_model(weights):
        raise SystemExit("ncnn cannot read the model")

    def run(images):
        results = []
        for image in images:
            with net.create_extractor() as extractor:
                extractor.input("in0", ncnn.Mat(image))
                results.append(numpy.array(extractor.extract("out0")[1]).ravel())
        return numpy.concatenate(results)

    if options.seconds is None:
        x = numpy.fromfile(options.input, "<f4").reshape(shape)
        run(x).astype("<f4").tofile(options.output)
        return
    random = numpy.random.default_rng(0)
    inputs = [random.uniform(-1, 1, shape).astype("float32") for _ in range(INPUTS)]
    begin, warm_up = time.perf_counter(), 0
    while warm_up < INPUTS or (
        warm_up < WARM_UP and time.perf_counter() - begin < options.seconds * WARM_UP_SHARE
    ):
        run(inputs[warm_up % INPUTS])
        warm_up += 1
    times, begin = [], time.perf_counter()
    while len(times) < MIN_RUNS or time.perf_counter() - begin < options.seconds:
        start = time.perf_counter()
        run(inputs[len(times) % INPUTS])
        times.append((time.perf_counter() - start) * 1e3)
    times.sort()
    report = {
        "median_ms": (times[(len(times) - 1) // 2] + times[len(times) // 2]) / 2,
        "min_ms": times[0],
        "p99_ms": times[-(-len(times) * 99 // 100) - 1],
        "runs": len(times),
        "warm_up_runs": warm_up,
        "wall_s": time.perf_counter() - begin,
        "threads": options.threads,
        "batch": shape[0],
    }
    print(json.dumps(report))


main()
