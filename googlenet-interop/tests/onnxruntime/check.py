"""Exports descriptions to ONNX and compares what ONNX Runtime computes with what this project computes.

    check.py GOOGLENET SPEC...

GOOGLENET is the binary. For each description: `googlenet export`, `onnx.checker` in full (strict shape inference
included), then one run of a batch of two in ONNX Runtime and in `googlenet run`, with seeded weights. Compared are the
network's result and some layers in between, by the largest difference over the largest value. Exit status 1 where one
is above 1e-4.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
import onnx
import onnxruntime

TOLERANCE = 1e-4
# Layers in between that are compared, spread over the network.
TAPS = 4


def check(binary, spec, folder):
    model_path, x_path, y_path = (str(folder / name) for name in ("m.onnx", "x.npy", "y.npy"))
    subprocess.run([binary, "export", spec, "--format", "onnx", "--seed", "1000", "-o", model_path], check=True)
    onnx.checker.check_model(model_path, full_check=True)
    model = onnx.load(model_path)
    # Shapes that inference finds must be those that the file says; strict mode fails where they differ.
    onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)

    (declared,) = model.graph.input
    sizes = [size.dim_value for size in declared.type.tensor_type.shape.dim][1:]
    x = numpy.random.default_rng(7).uniform(-1, 1, [2, *sizes]).astype(numpy.float32)
    numpy.save(x_path, x.transpose(0, 2, 3, 1))

    results = [output.name for output in model.graph.output]
    between = model.graph.value_info
    taps = [between[len(between) * at // TAPS] for at in range(TAPS)] if len(between) >= TAPS else list(between)
    model.graph.output.extend(taps)
    # Everything that optimisation could change is compared, so all of it is on.
    onnx.save(model, model_path)
    session = onnxruntime.InferenceSession(model_path, providers=["CPUExecutionProvider"])
    theirs = session.run(None, {declared.name: x})

    worst = 0.0
    for at, (name, value) in enumerate(zip(results + [tap.name for tap in taps], theirs)):
        run = [binary, "run", spec, "--seed", "1000", "--input", x_path, "--output", y_path]
        tap = [] if at == 0 else ["--tap", name.removesuffix("/result")]
        subprocess.run(run + tap, check=True, stdout=subprocess.DEVNULL)
        ours = numpy.load(y_path)
        if value.ndim == 4:
            value = value.transpose(0, 2, 3, 1)
        elif ours.shape != value.shape:
            print(f"{spec}: {name} is {value.shape}, expected {ours.shape}")
            return False
        elif at >= len(results) and is_turned(model, name):
            # A flattened map in ONNX's order; the dense layer behind it has its rows in that order.
            ours, value = numpy.sort(ours), numpy.sort(value)
        difference = float(numpy.abs(ours - value).max() / max(numpy.abs(ours).max(), 1e-30))
        worst = max(worst, difference)
        if not difference <= TOLERANCE:
            print(f"{spec}: {name} differs by {difference:.1e} of its largest value")
            return False
    print(f"{spec}: {len(theirs)} tensors agree, {worst:.1e} at most")
    return True


def is_turned(model, name):
    """Whether a tensor may be a vector in ONNX's order."""
    makers = {output: node for node in model.graph.node for output in node.output}
    open_names = [name]
    while open_names:
        node = makers.get(open_names.pop())
        if node is None or node.op_type in ("Gemm", "Conv"):
            continue
        if node.op_type == "Flatten":
            return True
        open_names.extend(node.input)
    return False


def main():
    binary, *specs = sys.argv[1:]
    if not specs:
        sys.exit(__doc__)
    print(f"onnx {onnx.__version__}, ONNX Runtime {onnxruntime.__version__}")
    with tempfile.TemporaryDirectory() as folder:
        agreed = [check(str(Path(binary).resolve()), spec, Path(folder)) for spec in specs]
    sys.exit(0 if all(agreed) else 1)


main()
