"""Exports networks of Keras to ONNX by tf2onnx and compares their imports with ONNX Runtime.

    keras_onnx.py GOOGLENET [NETWORK...] [--exporter 13,17-nchw] [--keep FOLDER]

Not a part of `.ci/run`: TensorFlow is half a gigabyte. In a virtual environment:

    pip install tensorflow-cpu tf2onnx onnx onnxruntime numpy

GOOGLENET is the binary of the command line. Each network gets seeded random weights and statistics of batch
normalisations that are not 0 and 1, is exported with an opset, the batch open and the input as Keras has it (NHWC) or,
with `-nchw`, transposed, and compared by `googlenet-interop/tests/onnxruntime/imported.py`, which prints a line for each.
Files are removed once they are compared, unless `--keep` names a folder for them. The exit status is 1 if a network is
refused or differs.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras  # noqa: E402
import numpy  # noqa: E402
import tensorflow  # noqa: E402
import tf2onnx  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "googlenet-interop" / "tests" / "onnxruntime"))
from imported import check  # noqa: E402

# Height and width where they are not 224.
SIDES = {"Xception": 299, "InceptionV3": 299, "InceptionResNetV2": 299}
NETWORKS = [
    "MobileNet",
    "MobileNetV2",
    "MobileNetV3Small",
    "Xception",
    "ResNet50",
    "ResNet50V2",
    "DenseNet121",
    "InceptionV3",
    "InceptionResNetV2",
    "VGG16",
    "EfficientNetB0",
    "NASNetMobile",
]
EXPORTERS = "13,17-nchw"


def network(name):
    """Returns a network of Keras with seeded weights."""
    keras.utils.set_random_seed(20)
    side = SIDES.get(name, 224)
    model = getattr(keras.applications, name)(weights=None, input_shape=(side, side, 3))
    random = numpy.random.default_rng(20)
    for layer in model.layers:
        values = layer.get_weights()
        kind = type(layer).__name__
        if kind == "BatchNormalization":
            ranges = {"gamma": (0.7, 1.3), "beta": (-0.2, 0.2), "moving_mean": (-0.2, 0.2), "moving_variance": (0.7, 1.3)}
            names = [weight.name.split("/")[-1].split(":")[0] for weight in layer.weights]
            values = [random.uniform(*ranges[own], value.shape) for own, value in zip(names, values)]
        elif kind in ("Normalization", "Rescaling"):
            continue
        else:
            values = [seeded(value, random) for value in values]
        layer.set_weights([value.astype(numpy.float32) for value in values])
    scale(model, random)
    return model


def scale(model, random):
    """Makes the values in front of the softmax about as large as 1, so that it tells classes apart."""
    last = [layer for layer in model.layers if layer.get_weights()][-1]
    before = model
    if isinstance(last, keras.layers.Dense):
        last.activation = keras.activations.linear
    else:
        before = keras.Model(model.input, model.layers[-1].input)
    values = before(random.uniform(-1, 1, [1, *model.input_shape[1:]]).astype(numpy.float32), training=False)
    if isinstance(last, keras.layers.Dense):
        last.activation = keras.activations.softmax
    last.set_weights([weight / numpy.std(values) for weight in last.get_weights()])


def seeded(value, random):
    """Returns a kernel that keeps values about as large as they are, or a small bias."""
    if value.ndim < 2:
        return random.uniform(-0.1, 0.1, value.shape)
    # A depthwise kernel sums height and width alone.
    inputs = value.shape[:2] if value.ndim == 4 and value.shape[3] == 1 else value.shape[:-1]
    return random.uniform(-1, 1, value.shape) * numpy.sqrt(6 / numpy.prod(inputs))


def export(model, exporter, path):
    opset, *order = exporter.split("-")
    shape = [None, *model.input_shape[1:]]
    signature = [tensorflow.TensorSpec(shape, tensorflow.float32, name="image")]

    @tensorflow.function(input_signature=signature)
    def call(image):
        return model(image, training=False)

    options = {"inputs_as_nchw": ["image:0", "image"]} if order else {}
    tf2onnx.convert.from_function(call, input_signature=signature, opset=int(opset), output_path=str(path), **options)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("networks", nargs="*", metavar="NETWORK")
    parser.add_argument("--exporter", default=EXPORTERS)
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    binary = str(Path(args.binary).resolve())
    print(f"TensorFlow {tensorflow.__version__}, Keras {keras.__version__}, tf2onnx {tf2onnx.__version__}", flush=True)
    agreed = []
    for name in args.networks or NETWORKS:
        model = network(name)
        for exporter in args.exporter.split(","):
            with tempfile.TemporaryDirectory() as folder:
                path = (args.keep or Path(folder)) / f"{name}-{exporter}.onnx"
                path.parent.mkdir(parents=True, exist_ok=True)
                try:
                    export(model, exporter, path)
                except Exception as error:
                    print(f"{path.stem}: tf2onnx cannot export it: {str(error).splitlines()[0]}", flush=True)
                    continue
                agreed.append(check(binary, path, Path(folder) / "imported"))
    print(f"{sum(agreed)} of {len(agreed)} agree")
    sys.exit(0 if all(agreed) else 1)


if __name__ == "__main__":
    main()
