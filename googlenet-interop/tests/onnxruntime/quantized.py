"""Exchanges quantised networks in QDQ form with ONNX Runtime, in both directions, and compares classes and values.

    quantized.py GOOGLENET [SPEC WEIGHTS CALIBRATION.npy TEST.npy]

GOOGLENET is the binary of the command line. Without further arguments the network is that of the digits, with its weights,
calibrated on every seventh image of training; CALIBRATION.npy and TEST.npy hold inputs of another network, NCHW floats.

Out, of the digits alone: `googlenet quantize` makes a quantised file, `googlenet export` a model, which `onnx.checker` checks. ONNX Runtime computes it as it is written, without optimisations, and with all of them, on all
images. In: ONNX Runtime's `quantize_static` makes models of the export in `f32`, per channel and per tensor, with activations
without and with sign, also symmetric ones; `googlenet import` reads them.

Classes must be the same but on 1 % of the images, and the outputs must differ by at most 0.05 of the largest value in the mean
over the images. ONNX Runtime's quantiser rounds the outputs, too, so that near classes of other networks may have equal values there;
of a network that is given, results are printed, and not judged.
"""

import gzip
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
import onnx
import onnxruntime
from onnxruntime.quantization import CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

ROOT = Path(__file__).resolve().parents[3]
DIGITS = ROOT / "examples/data/uci_digits"
# Share of the images whose class may be another one, and mean difference of the values.
OTHERS, DIFFERENCE = 0.01, 0.05
WAYS = {
    "per channel, u8": dict(per_channel=True, activation_type=QuantType.QUInt8),
    "per tensor, u8": dict(per_channel=False, activation_type=QuantType.QUInt8),
    "per channel, i8": dict(per_channel=True, activation_type=QuantType.QInt8),
    "per channel, i8, symmetric": dict(
        per_channel=True, activation_type=QuantType.QInt8, extra_options={"ActivationSymmetric": True}
    ),
    "per channel, u8, first and last in f32": dict(per_channel=True, activation_type=QuantType.QUInt8, nodes_to_exclude=None),
}


def digits(part):
    """Images of the digits, NCHW, as the description's preprocessing makes them."""
    plain = DIGITS / f"{part}-images-idx3-ubyte"
    data = plain.read_bytes() if plain.exists() else gzip.decompress((DIGITS / f"{plain.name}.gz").read_bytes())
    return (numpy.frombuffer(data, numpy.uint8, offset=16).reshape(-1, 1, 8, 8) * (1.0 / 255.0)).astype(numpy.float32)


class Images:
    """A reader of calibration data: images one by one."""

    def __init__(self, name, images):
        self.left = iter([{name: image[None]} for image in images])

    def get_next(self):
        return next(self.left, None)


def command(*words):
    made = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if made.returncode != 0:
        sys.exit(made.stderr)
    return made.stdout


def theirs(model, images, optimised):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # Without this, products of u8 and i8 saturate on processors that have AVX2 and no VNNI.
    options.add_session_config_entry("session.x64quantprecision", "1")
    if not optimised:
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    # One by one, as some files take one image.
    return numpy.concatenate([session.run(None, {name: image[None]})[0].reshape(1, -1) for image in images])


def ours(binary, spec, weights, images, place):
    x_path, y_path = place / "x.npy", place / "y.npy"
    numpy.save(x_path, images.transpose(0, 2, 3, 1))
    command(binary, "run", spec, "--weights", weights, "--input", x_path, "-o", y_path)
    values = numpy.load(y_path)
    return values.reshape(len(images), -1)


def compare(what, own, other, decides=True):
    """Prints how two networks agree. Returns whether that is near enough."""
    same = float((own.argmax(1) == other.argmax(1)).mean())
    difference = float(numpy.abs(own - other).max(1).mean() / numpy.abs(other).max())
    near = same >= 1 - OTHERS and difference <= DIFFERENCE
    print(f"{what}: {100 * same:.2f} % of {len(own)} images have the same class, difference {difference:.1e}"
          + ("" if near or not decides else f", expected {100 - 100 * OTHERS:g} % and at most {DIFFERENCE}"), flush=True)
    return near or not decides


def main():
    binary = Path(sys.argv[1]).resolve()
    given = sys.argv[2:]
    if given and len(given) != 4:
        sys.exit(__doc__)
    print(f"onnx {onnx.__version__}, ONNX Runtime {onnxruntime.__version__}")
    near = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        if given:
            spec, weights = given[:2]
            calibration, test = map(numpy.load, given[2:])
        else:
            spec, weights = ROOT / "specs/uci_digits.yaml", ROOT / "examples/data/uci_digits.safetensors"
            calibration, test = digits("train")[::7], digits("test")
            integers, model = place / "q.safetensors", place / "q.onnx"
            data = ["--data", DIGITS, "--images", 200, "--quiet"]
            command(binary, "quantize", spec, "--weights", weights, *data, "-o", integers)
            command(binary, "export", spec, "--weights", integers, "-o", model)
            onnx.checker.check_model(str(model), full_check=True)
            own = ours(binary, spec, integers, test, place)
            near.append(compare("out, as written", own, theirs(model, test, False)))
            near.append(compare("out, optimised", own, theirs(model, test, True)))
            command(binary, "import", model, "-o", place / "back", "--force")
            back = next((place / "back").glob("*.yaml"))
            again = ours(binary, back, back.with_suffix(".safetensors"), test, place)
            print(f"out and in: {'the same bits' if (again == own).all() else 'other bits'}")
            near.append(bool((again == own).all()))

        plain, prepared = place / "plain.onnx", place / "prepared.onnx"
        command(binary, "export", spec, "--weights", weights, "-o", plain)
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        exact = theirs(plain, test, True)
        graph = onnx.load(str(prepared)).graph
        name = graph.input[0].name
        products = [node.name for node in graph.node if node.op_type in ("Conv", "Gemm")]
        for what, options in WAYS.items():
            model, target = place / "static.onnx", place / "in"
            if "nodes_to_exclude" in options:
                options = options | {"nodes_to_exclude": [products[0], products[-1]]}
            quantize_static(
                str(prepared), str(model), Images(name, calibration), quant_format=QuantFormat.QDQ,
                weight_type=QuantType.QInt8, calibrate_method=CalibrationMethod.MinMax, **options,
            )
            said = command(binary, "import", model, "-o", target, "--force", "--json")
            description = next(target.glob("*.yaml"))
            own = ours(binary, description, description.with_suffix(".safetensors"), test, place)
            other = theirs(model, test, False)
            near.append(compare(f"in, {what}", own, other))
            compare("  ONNX Runtime and f32", other, exact, False)
            if given:
                print(said)
    sys.exit(0 if given or all(near) else 1)


main()
