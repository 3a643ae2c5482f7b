"""Imports a network from Caffe and compares what it computes with OpenCV's and ONNX Runtime's results.

    imported.py PROTOTXT CAFFEMODEL [--googlenet BINARY] [--tap CAFFE=OURS]... [--batch N] [--scale S] [--seed N]

OpenCV reads Caffe's two files itself; ONNX Runtime reads what `googlenet export` makes of the import. All get the same
random input, from -S to S. The network's results are compared and, with `--tap`, the results of layers in between.
CAFFE is the name of such a layer in OpenCV, which is Caffe's (that of the last layer that works in place on a blob),
and OURS its path in this project. The printed number is the largest difference relative to the largest value. The exit
status is 1 if one is above 1e-4.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import cv2
import numpy
import onnx
import onnxruntime

TOLERANCE = 1e-4
ROOT = Path(__file__).resolve().parents[3]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prototxt")
    parser.add_argument("caffemodel")
    parser.add_argument("--googlenet", default=ROOT / "target/release/googlenet")
    parser.add_argument("--tap", action="append", default=[], metavar="CAFFE=OURS")
    parser.add_argument("--batch", type=int, default=2)
    parser.add_argument("--scale", type=float, default=128.0)
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


def sizes(spec):
    """Returns height, width and channels of a description's input."""
    found = re.search(r"^input: \{height: (\d+), width: (\d+), channels: (\d+)\}", spec.read_text(), re.MULTILINE)
    return [int(size) for size in found.groups()]


def main():
    options = arguments()
    binary = str(Path(options.googlenet).resolve())
    print(f"OpenCV {cv2.__version__}, ONNX Runtime {onnxruntime.__version__}")
    with tempfile.TemporaryDirectory() as folder:
        agreed = compare(options, binary, Path(folder))
    sys.exit(0 if agreed else 1)


def compare(options, binary, folder):
    subprocess.run([binary, "import", options.prototxt, options.caffemodel, "-o", str(folder)], check=True)
    (spec,) = folder.glob("*.yaml")
    (weights,) = folder.glob("*.safetensors")
    height, width, channels = sizes(spec)
    shape = [options.batch, channels, height, width]
    x = numpy.random.default_rng(options.seed).uniform(-options.scale, options.scale, shape).astype(numpy.float32)
    x_path, y_path, model_path = (str(folder / name) for name in ("x.npy", "y.npy", "m.onnx"))
    numpy.save(x_path, x.transpose(0, 2, 3, 1))

    def ours(tap=None):
        run = [binary, "run", str(spec), "--weights", str(weights), "--input", x_path, "--output", y_path]
        subprocess.run(run + (["--tap", tap] if tap else []), check=True, stdout=subprocess.DEVNULL)
        y = numpy.load(y_path)
        return y.transpose(0, 3, 1, 2) if y.ndim == 4 else y

    caffe = cv2.dnn.readNetFromCaffe(options.prototxt, options.caffemodel)
    # With fusion, OpenCV would not have the results of layers that work in place.
    caffe.enableFusion(False)

    def theirs(name=None):
        caffe.setInput(x)
        return caffe.forward(name) if name else caffe.forward()

    subprocess.run([binary, "export", str(spec), "--weights", str(weights), "-o", model_path], check=True)
    onnx.checker.check_model(model_path, full_check=True)
    session = onnxruntime.InferenceSession(model_path, providers=["CPUExecutionProvider"])
    (given,) = session.get_inputs()
    exported = session.run(None, {given.name: x})[0]

    result = ours()
    agreed = agree("result, OpenCV", result, theirs())
    agreed &= agree("result, ONNX Runtime", result, exported)
    for pair in options.tap:
        name, path = pair.rsplit("=", 1)
        agreed &= agree(f"{path}, OpenCV", ours(path), theirs(name))
    return agreed


def agree(what, ours, theirs):
    if ours.size != theirs.size:
        print(f"{what}: {theirs.shape}, expected {ours.shape}")
        return False
    largest = float(numpy.abs(theirs).max())
    difference = float(numpy.abs(ours - theirs.reshape(ours.shape)).max()) / max(largest, 1e-30)
    print(f"{what}: {difference:.1e} of the largest value, {largest:.3g}")
    return difference <= TOLERANCE


main()
