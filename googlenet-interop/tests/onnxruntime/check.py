"""Exports descriptions to ONNX and compares what ONNX Runtime computes with what this project computes.

    check.py GOOGLENET SPEC...

GOOGLENET is the binary of the command line. Each description SPEC is exported with seeded weights by `googlenet
export`, checked by `onnx.checker` with strict shape inference, and run on a batch of two images in ONNX Runtime and by
`googlenet run`. The network's outputs and some layers in between are compared by the largest difference relative to the
largest value. The exit status is 1 if a difference is above 1e-4.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
import onnx
import onnxruntime

TOLERANCE = 1e-4
# Number of layers that are compared beside the outputs, spread evenly over the network.
TAPS = 4


def check(binary, spec, folder):
    model_path, x_path, y_path = (str(folder / name) for name in ("m.onnx", "x.npy", "y.npz"))
    subprocess.run([binary, "export", spec, "--format", "onnx", "--seed", "1000", "-o", model_path], check=True)
    onnx.checker.check_model(model_path, full_check=True)
    model = onnx.load(model_path)
    # In strict mode, inference fails if it finds another shape than the file declares.
    onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)

    (declared,) = model.graph.input
    sizes = [size.dim_value for size in declared.type.tensor_type.shape.dim][1:]
    x = numpy.random.default_rng(7).uniform(-1, 1, [2, *sizes]).astype(numpy.float32)
    numpy.save(x_path, x.transpose(0, 2, 3, 1))

    results = [output.name for output in model.graph.output]
    # The path of a step that makes several layers names what leaves the step, and in the file its first layer.
    names = [value.name for value in model.graph.value_info] + results
    between = [
        value
        for value in model.graph.value_info
        if not any(name.startswith(value.name + ".") for name in names)
    ]
    taps = [between[len(between) * at // TAPS] for at in range(TAPS)] if len(between) >= TAPS else list(between)
    model.graph.output.extend(taps)
    # All optimisations stay on, because they must not change the compared tensors.
    onnx.save(model, model_path)
    session = onnxruntime.InferenceSession(model_path, providers=["CPUExecutionProvider"])
    theirs = session.run(None, {declared.name: x})

    names = [name.removesuffix("/result") for name in results + [tap.name for tap in taps]]
    run = [binary, "run", spec, "--seed", "1000", "--input", x_path, "--output", y_path]
    run += [word for name in names[len(results):] for word in ("--tap", name)]
    subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
    computed = numpy.load(y_path)

    worst = 0.0
    for at, (name, value) in enumerate(zip(names, theirs)):
        # Outputs come first, in the same order as in the file, under the names of their steps.
        ours = computed[computed.files[at] if at < len(results) else name]
        if value.ndim == 4:
            value = value.transpose(0, 2, 3, 1)
        elif ours.shape != value.shape:
            print(f"{spec}: {name} is {value.shape}, expected {ours.shape}")
            return False
        elif at >= len(results) and is_turned(model, name):
            # The exported model flattens a map in ONNX's order and reorders the next dense layer's rows to match.
            ours, value = numpy.sort(ours), numpy.sort(value)
        difference = float(numpy.abs(ours - value).max() / max(numpy.abs(ours).max(), 1e-30))
        worst = max(worst, difference)
        if not difference <= TOLERANCE:
            print(f"{spec}: {name} differs by {difference:.1e} of its largest value")
            return False
    print(f"{spec}: {len(theirs)} tensors agree, {worst:.1e} at most")
    return True


def is_turned(model, name):
    """Returns True if a tensor may be a flattened map in ONNX's order (channels, height, width)."""
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
