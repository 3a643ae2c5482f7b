"""Compares descriptions of networks of keras.applications with these: names, shapes and values of all weights, and
results.

    keras_weights.py GOOGLENET [NETWORK...]

Not a part of `.ci/run`: TensorFlow is several gigabytes. In a virtual environment:

    pip install keras tensorflow-cpu numpy

GOOGLENET is the binary of the command line. Each network gets seeded random weights and statistics of batch
normalisations that are not 0 and 1. They are given the names of the description's tensors by the names that it has for
layers elsewhere, each exactly once, and the results for a random input agree within 2e-5 of the largest value. A line
for each network says so; the exit status is 1 if one differs.
"""

import argparse
import os
import tempfile
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras  # noqa: E402
import numpy  # noqa: E402
from named_weights import row, run, taken, tensors  # noqa: E402

SPECS = Path(__file__).resolve().parent.parent / "specs"
NETWORKS = {
    "xception": (keras.applications.Xception, 299, "keras/xception"),
    "mobilenet_v1": (keras.applications.MobileNet, 224, "keras/mobilenet_v1"),
    "mobilenet_v2": (keras.applications.MobileNetV2, 224, "keras/mobilenet_v2"),
    "resnet50": (keras.applications.ResNet50, 224, "keras/resnet50"),
    "densenet121": (keras.applications.DenseNet121, 224, "keras/densenet121"),
    "vgg16": (keras.applications.VGG16, 224, "vgg16"),
    "inception_v3": (keras.applications.InceptionV3, 299, "inception_v3"),
    "inception_resnet_v2": (keras.applications.InceptionResNetV2, 299, "inception_resnet_v2"),
}


def network(make):
    """Returns a network with seeded weights."""
    keras.backend.clear_session()
    model = make(weights=None)
    random = numpy.random.default_rng(20)
    for layer in model.layers:
        values = []
        for weight in layer.weights:
            kind, shape = weight.name, weight.shape
            if kind.endswith("kernel"):
                alone = kind == "depthwise_kernel" or "Depthwise" in type(layer).__name__
                inputs = numpy.prod(shape[:2] if alone else shape[:-1])
                limit = numpy.sqrt((3 if "Separable" in type(layer).__name__ else 6) / inputs)
                values.append(random.uniform(-limit, limit, shape))
            elif kind == "gamma":
                values.append(random.uniform(0.6, 1.2, shape))
            elif kind == "moving_variance":
                values.append(random.uniform(0.7, 1.3, shape))
            else:
                values.append(random.uniform(-0.2, 0.2, shape))
        layer.set_weights(values)
    # Classes of like probabilities, as a softmax of large values would be 1 of one whatever comes before it.
    last = [layer for layer in model.layers if layer.weights][-1]
    features = keras.Model(model.input, last.input).predict(image(model.input_shape[1])[None], verbose=0)
    kernel, bias = last.get_weights()
    last.set_weights([kernel / numpy.sqrt(numpy.square(features).mean()), bias])
    return model


def image(side):
    return numpy.random.default_rng(7).uniform(-1, 1, (side, side, 3)).astype(numpy.float32)


def turned(tensor, theirs):
    source, kind = tensor["source"], tensor["name"].rsplit(".", 1)[1]
    names = [f"{source}/{kind}"]
    if kind == "kernel":
        names.insert(0, f"{source}/{'pointwise' if tensor['layer'].endswith('.pointwise') else 'depthwise'}_kernel")
    name = next((name for name in names if name in theirs), names[-1])
    value = theirs[name]
    if kind == "kernel" and list(value.shape) != tensor["shape"]:
        # The multiplier of a depthwise convolution is an axis of its own.
        value = value.reshape(*value.shape[:2], 1, -1)
    return name, value


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("networks", nargs="*", metavar="NETWORK")
    args = parser.parse_args()
    binary = str(Path(args.binary).resolve())
    print(f"keras {keras.__version__} on {keras.backend.backend()}", flush=True)
    agreed = []
    for name in args.networks or NETWORKS:
        make, side, spec = NETWORKS[name]
        spec = SPECS / f"{spec}.yaml"
        model = network(make)
        theirs = {f"{layer.name}/{weight.name}": weight.numpy() for layer in model.layers for weight in layer.weights}
        listed = tensors(binary, spec)
        weights, left = taken(listed, theirs, turned)
        x = image(side)
        y = model.predict(x[None], verbose=0)
        with tempfile.TemporaryDirectory() as folder:
            ours = run(binary, spec, weights, x, Path(folder))
        agreed.append(row(name, spec, listed, left, model.count_params(), ours, y))
    raise SystemExit(not all(agreed))


if __name__ == "__main__":
    main()
