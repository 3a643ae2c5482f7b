"""Weights go out under the names of PyTorch and Keras, load there, compute the same, and come in again to the bit.

    GOOGLENET=target/release/googlenet python scripts/weights_back.py torch [NAME…]
    GOOGLENET=target/release/googlenet python scripts/weights_back.py keras [NAME…]

Needs PyTorch, torchvision and safetensors, or Keras 3 and safetensors: torch 2.9, torchvision 0.24, keras 3.12,
safetensors 0.7. Networks are those of `specs/torchvision/` or `specs/keras/` with random weights of a seed.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy

SPECS = pathlib.Path(__file__).resolve().parent.parent / "specs"
BINARY = os.environ.get("GOOGLENET", "target/release/googlenet")
TOLERANCE = 2e-5


def googlenet(*words):
    return subprocess.run([BINARY, *map(str, words)], check=True, capture_output=True, text=True).stdout


def torchvision_model(name):
    import torchvision

    build = getattr(torchvision.models, name)
    return build(weights=None, init_weights=False) if name in ("inception_v3", "googlenet") else build(weights=None)


def fill_torch(model):
    import torch

    torch.manual_seed(1)
    for name, value in model.state_dict().items():
        if name.endswith("running_var"):
            value.uniform_(0.5, 1.5)
        elif name.endswith(("running_mean", "bias")):
            value.uniform_(-0.2, 0.2)
        elif value.is_floating_point() and value.ndim == 1:
            value.uniform_(0.5, 1.5)


def torch_back(name, spec, folder):
    import safetensors.torch
    import torch

    model = torchvision_model(name).eval()
    fill_torch(model)
    theirs = folder / "theirs.pth"
    torch.save(model.state_dict(), theirs)
    report = googlenet("weights", "import", spec, theirs, "-o", folder / "own.safetensors", "--json")
    googlenet("export", spec, "--weights", folder / "own.safetensors", "--names", "torchvision", "-o", folder / "back.safetensors")
    back = safetensors.torch.load_file(folder / "back.safetensors")
    other = torchvision_model(name).eval()
    missing = other.load_state_dict(back, strict=True)
    assert not missing.missing_keys and not missing.unexpected_keys
    for key, value in model.state_dict().items():
        if value.is_floating_point():
            assert torch.equal(value, back[key]), key
    size = [int(side) for side in re.search(r"^input: *{height: *(\d+), width: *(\d+), channels: *(\d+)", spec.read_text(), re.M).groups()]
    x = numpy.random.default_rng(1).uniform(-1, 1, size).astype(numpy.float32)
    with torch.no_grad():
        y = torch.softmax(other(torch.from_numpy(x.transpose(2, 0, 1)[None].copy())), 1).numpy().reshape(-1)
    return report, x, y, theirs


def keras_back(name, spec, folder):
    import keras

    keras.utils.set_random_seed(1)
    names = {"xception": "Xception", "mobilenet_v1": "MobileNet", "mobilenet_v2": "MobileNetV2", "resnet50": "ResNet50",
             "densenet121": "DenseNet121", "inception_v3": "InceptionV3"}
    keras.backend.clear_session()
    model = getattr(keras.applications, names[name])(weights=None)
    random = numpy.random.default_rng(1)
    for weight in model.weights:
        if "variance" in weight.name or "gamma" in weight.name:
            weight.assign(random.uniform(0.5, 1.5, weight.shape))
        elif "mean" in weight.name or "bias" in weight.name or "beta" in weight.name:
            weight.assign(random.uniform(-0.2, 0.2, weight.shape))
    arrays = {f"{layer.name}/{weight.name}": numpy.asarray(weight) for layer in model.layers for weight in layer.weights}
    theirs = folder / "theirs.npz"
    numpy.savez(theirs, **arrays)
    report = googlenet("weights", "import", spec, theirs, "-o", folder / "own.safetensors", "--json")
    googlenet("export", spec, "--weights", folder / "own.safetensors", "--names", "keras", "-o", folder / "back.npz")
    back = numpy.load(folder / "back.npz")
    assert sorted(back.files) == sorted(arrays), set(back.files) ^ set(arrays)
    for key, value in arrays.items():
        assert numpy.array_equal(value, back[key]), key
    for layer in model.layers:
        layer.set_weights([back[f"{layer.name}/{weight.name}"] for weight in layer.weights])
    x = numpy.random.default_rng(1).uniform(-1, 1, model.input_shape[1:]).astype(numpy.float32)
    return report, x, numpy.asarray(model(x[None], training=False)).reshape(-1), theirs


def main():
    tool, *only = sys.argv[1:]
    back, folder_name = {"torch": (torch_back, "torchvision"), "keras": (keras_back, "keras")}[tool]
    failed = False
    for spec in sorted((SPECS / folder_name).glob("*.yaml")):
        if only and spec.stem not in only:
            continue
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            report, x, expected, theirs = back(spec.stem, spec, folder)
            report = json.loads(report)
            numpy.save(folder / "x.npy", x)
            googlenet("run", spec, "--weights", theirs, "--input", folder / "x.npy", "-o", folder / "y.npy")
            got = numpy.load(folder / "y.npy").reshape(-1)
            difference = float(numpy.abs(got - expected).max() / numpy.abs(expected).max())
            failed |= difference > TOLERANCE or report["recognised"] != f"{folder_name}/{spec.stem}"
            print(f"{spec.stem:20} {report['rules']} {report['recognised']} back equal, difference {difference:.1e}", flush=True)
    sys.exit(failed)


main()
