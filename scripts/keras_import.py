"""Saves networks of Keras in its formats and compares what they compute with what their imports compute.

    keras_import.py GOOGLENET [NETWORK...] [--formats h5,keras,tf-h5] [--keep FOLDER]

Not a part of `.ci/run`: TensorFlow is half a gigabyte. In a virtual environment:

    pip install tensorflow-cpu tf-keras h5py numpy

GOOGLENET is the binary of the command line. Each network gets seeded random weights and statistics of batch
normalisations that are not 0 and 1, is saved as HDF5 (`h5`) and as an archive (`keras`) by Keras 3, and as HDF5 by Keras 2
(`tf-h5`), imported by `googlenet import`, and run on one seeded input by Keras and by `googlenet run`, which must agree
within 2e-5 of the largest value. A line for each says what came in. `GoogLeNet` is built here with names as in the
article, `GoogLeNetUnnamed` with those that Keras gives. The exit status is 1 if a network is refused or differs.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras  # noqa: E402
import numpy  # noqa: E402
import re  # noqa: E402
import tf_keras  # noqa: E402

TOLERANCE = 2e-5
# Height and width where they are not 224.
SIDES = {"Xception": 299, "InceptionV3": 299, "InceptionResNetV2": 299}
NETWORKS = [
    "GoogLeNet",
    "GoogLeNetUnnamed",
    "InceptionV3",
    "ResNet50",
    "ResNet50V2",
    "Xception",
    "MobileNet",
    "MobileNetV2",
    "MobileNetV3Small",
    "DenseNet121",
    "VGG16",
    "EfficientNetB0",
    "NASNetMobile",
    "InceptionResNetV2",
    "ConvNeXtTiny",
]
MODULES = {
    "inception_3a": (64, 96, 128, 16, 32, 32),
    "inception_3b": (128, 128, 192, 32, 96, 64),
    "inception_4a": (192, 96, 208, 16, 48, 64),
    "inception_4b": (160, 112, 224, 24, 64, 64),
    "inception_4c": (128, 128, 256, 24, 64, 64),
    "inception_4d": (112, 144, 288, 32, 64, 64),
    "inception_4e": (256, 160, 320, 32, 128, 128),
    "inception_5a": (256, 160, 320, 32, 128, 128),
    "inception_5b": (384, 192, 384, 48, 128, 128),
}


def googlenet(library, named):
    layers = library.layers

    def name(text):
        return {"name": text} if named else {}

    def conv(x, filters, size, text, stride=1):
        return layers.Conv2D(filters, size, stride, padding="same", activation="relu", **name(text))(x)

    def pool(x, size, stride, text):
        return layers.MaxPooling2D(size, stride, padding="same", **name(text))(x)

    def inception_module(x, filters, text):
        a, b_reduce, b, c_reduce, c, d = filters
        one = conv(x, a, 1, f"{text}_1x1")
        three = conv(conv(x, b_reduce, 1, f"{text}_3x3_reduce"), b, 3, f"{text}_3x3")
        five = conv(conv(x, c_reduce, 1, f"{text}_5x5_reduce"), c, 5, f"{text}_5x5")
        pooled = conv(pool(x, 3, 1, f"{text}_pool"), d, 1, f"{text}_pool_proj")
        return layers.Concatenate(**name(f"{text}_output"))([one, three, five, pooled])

    x = image = library.Input((224, 224, 3))
    x = pool(conv(x, 64, 7, "conv1_7x7_s2", 2), 3, 2, "pool1_3x3_s2")
    x = pool(conv(conv(x, 64, 1, "conv2_3x3_reduce"), 192, 3, "conv2_3x3"), 3, 2, "pool2_3x3_s2")
    for text, filters in MODULES.items():
        x = inception_module(x, filters, text)
        if text in ("inception_3b", "inception_4e"):
            x = pool(x, 3, 2, f"pool{text[10]}_3x3_s2")
    x = layers.GlobalAveragePooling2D(**name("pool5_7x7_s1"))(x)
    x = layers.Dropout(0.4, **name("dropout"))(x)
    x = layers.Dense(1000, activation="softmax", **name("classifier"))(x)
    return library.Model(image, x, **({"name": "googlenet"} if named else {}))


def network(library, name):
    """Returns a network with seeded weights."""
    library.utils.set_random_seed(20)
    if name.startswith("GoogLeNet"):
        model = googlenet(library, name == "GoogLeNet")
    else:
        side = SIDES.get(name, 224)
        model = getattr(library.applications, name)(weights=None, input_shape=(side, side, 3))
    random = numpy.random.default_rng(20)
    for layer in every_layer(model):
        fill(layer, random)
    scale(library, model, random)
    return model


def every_layer(model):
    for layer in model.layers:
        if hasattr(layer, "layers"):
            yield from every_layer(layer)
        else:
            yield layer


def fill(layer, random):
    ranges = {"gamma": (0.7, 1.3), "beta": (-0.2, 0.2), "moving_mean": (-0.2, 0.2), "moving_variance": (0.7, 1.3)}
    if type(layer).__name__ in ("Normalization", "Rescaling") or not layer.get_weights():
        return
    names = [(weight.path if hasattr(weight, "path") else weight.name).split("/")[-1].split(":")[0] for weight in layer.weights]
    values = []
    for own, value in zip(names, layer.get_weights()):
        if own in ranges:
            values.append(random.uniform(*ranges[own], value.shape))
        elif value.ndim < 2:
            values.append(random.uniform(-0.1, 0.1, value.shape))
        else:
            # A depthwise kernel sums height and width alone.
            inputs = value.shape[:2] if "depthwise" in own or value.ndim == 4 and value.shape[3] == 1 else value.shape[:-1]
            values.append(random.uniform(-1, 1, value.shape) * numpy.sqrt(6 / numpy.prod(inputs)))
    layer.set_weights([value.astype(numpy.float32) for value in values])


def scale(library, model, random):
    """Makes the values in front of the softmax about as large as 1, so that it tells classes apart."""
    last = [layer for layer in model.layers if layer.get_weights()][-1]
    if isinstance(last, library.layers.Dense):
        last.activation = library.activations.linear
        values = model(random.uniform(-1, 1, [1, *model.input_shape[1:]]).astype(numpy.float32), training=False)
        last.activation = library.activations.softmax
        last.set_weights([weight / numpy.std(values) for weight in last.get_weights()])


def normalised(spec, x):
    """Returns the input behind the normalisation that a network began with, and that became `preprocess`."""
    found = re.search(r"^preprocess: \{(.*)\}$", spec, re.MULTILINE)
    text = found[1] if found else ""

    def numbers(key, usual):
        match = re.search(rf"\b{key}: (\[.*?\]|[-+.\deE]+)", text)
        return numpy.array(json.loads(match[1]) if match else usual, dtype=numpy.float64)

    if "color: bgr" in text:
        x = x[..., ::-1]
    return ((x - numbers("mean", 0.0)) / numbers("std", 1.0)).astype(numpy.float32)


def check(binary, model, path, folder):
    """Imports a file and compares its results. Prints a line, and returns whether they agree."""
    command = [binary, "import", str(path), "-o", str(folder), "--force", "--json"]
    made = subprocess.run(command, capture_output=True, text=True)
    if made.returncode != 0:
        command.remove("--json")
        print(f"{path.name}: {subprocess.run(command, capture_output=True, text=True).stderr.strip()}", flush=True)
        return False
    report = json.loads(made.stdout)
    description = Path(report["spec"])
    spec = description.read_text()
    x = numpy.random.default_rng(7).uniform(-1, 1, [1, *model.input_shape[1:]]).astype(numpy.float32)
    theirs = model(x, training=False)
    theirs = [numpy.asarray(one) for one in (theirs if isinstance(theirs, (list, tuple)) else [theirs])]
    x_path, y_path = folder / "x.npy", folder / "y.npz"
    numpy.save(x_path, normalised(spec, x))
    weights = description.with_suffix(".safetensors")
    run = [binary, "run", str(description), "--weights", str(weights), "--input", str(x_path), "-o", str(y_path)]
    made = subprocess.run(run, capture_output=True, text=True)
    if made.returncode != 0:
        print(f"{path.name}: {made.stderr.strip()}", flush=True)
        return False
    with numpy.load(y_path) as results:
        ours = [results[name] for name in results.files]
    pairs = [(a, b.reshape(a.shape)) for a, b in zip(ours, theirs, strict=True)]
    difference = max(float(numpy.abs(a - b).max() / numpy.abs(b).max()) for a, b in pairs)
    tables = ", ".join(f"{t['name']} {t['rows']}x{len(t['columns'])}" for t in report["tables"]) or "none"
    lines = len(spec.splitlines())
    print(
        f"{path.name}: {report['layers']} layers, {report['params']} parameters, {lines} lines, tables: {tables}, "
        f"difference {difference:.1e}",
        flush=True,
    )
    return difference <= TOLERANCE


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("networks", nargs="*", metavar="NETWORK")
    parser.add_argument("--formats", default="h5,keras,tf-h5")
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    binary = str(Path(args.binary).resolve())
    print(f"Keras {keras.__version__}, tf-keras {tf_keras.__version__}", flush=True)
    agreed = []
    for name in args.networks or NETWORKS:
        models = {}
        for form in args.formats.split(","):
            library = tf_keras if form.startswith("tf") else keras
            if not name.startswith("GoogLeNet") and not hasattr(library.applications, name):
                continue
            model = models.get(library) or models.setdefault(library, network(library, name))
            with tempfile.TemporaryDirectory() as folder:
                kept = args.keep or Path(folder)
                kept.mkdir(parents=True, exist_ok=True)
                ending = form.split("-")[-1]
                path = kept / f"{name}{'-tf' if library is tf_keras else ''}.{ending}"
                model.save(path)
                agreed.append(check(binary, model, path, kept / f"{path.name}-imported"))
    print(f"{sum(agreed)} of {len(agreed)} agree")
    sys.exit(0 if all(agreed) else 1)


if __name__ == "__main__":
    main()
