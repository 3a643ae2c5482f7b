"""Weights of keras.applications' networks go in, compute the same, go out again under Keras' names, and load there.

    keras_weights.py GOOGLENET [NETWORK...] [--forms weights.h5,h5,...]

Not a part of `.ci/run`: TensorFlow is several gigabytes. In a virtual environment:

    pip install tensorflow-cpu keras tf-keras h5py numpy
    pip install --no-deps tensorflowjs

GOOGLENET is the binary of the command line. Each network gets seeded random weights and statistics of batch
normalisations that are not 0 and 1, and is saved: by Keras 3 as weights alone (`weights.h5`), as HDF5 (`h5`) and as an
archive (`keras`), by Keras 2 as HDF5 (`tf-h5`), and for TensorFlow.js as floats and quantised to 8 bits (`tfjs`,
`tfjs-uint8`). Unless `--forms` says which, each network has one of these in turn. The results for a random input agree
within 2e-5 of the largest value, with the same rounded weights; arrays that went out are equal to the bit. The exit
status is 1 if one differs.
"""

import argparse
import os
import sys
import tempfile
import types
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras  # noqa: E402
import numpy  # noqa: E402
import tf_keras  # noqa: E402
from weights_kit import SPECS, check, image  # noqa: E402

NETWORKS = {
    "xception": ("Xception", "keras/xception"),
    "mobilenet_v1": ("MobileNet", "keras/mobilenet_v1"),
    "mobilenet_v2": ("MobileNetV2", "keras/mobilenet_v2"),
    "resnet50": ("ResNet50", "keras/resnet50"),
    "densenet121": ("DenseNet121", "keras/densenet121"),
    "inception_v3": ("InceptionV3", "inception_v3"),
    "vgg16": ("VGG16", "vgg16"),
    "inception_resnet_v2": ("InceptionResNetV2", "inception_resnet_v2"),
}
FORMS = ["tfjs", "tf-h5", "tfjs-uint8", "weights.h5", "h5", "weights.h5", "keras", "tf-h5"]


def own(weight):
    """Returns the name of a variable in its layer."""
    return weight.name.rsplit("/", 1)[-1].split(":")[0]


def network(library, name):
    """Returns a network with seeded weights."""
    library.backend.clear_session()
    model = getattr(library.applications, name)(weights=None)
    random = numpy.random.default_rng(20)
    for layer in model.layers:
        values = []
        for weight in layer.weights:
            kind, shape = own(weight), tuple(weight.shape)
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
        layer.set_weights([value.astype(numpy.float32) for value in values])
    # Classes of like probabilities, as a softmax of large values would be 1 of one whatever comes before it.
    last = [layer for layer in model.layers if layer.weights][-1]
    features = library.Model(model.input, last.input)(image(model.input_shape[1])[None], training=False)
    kernel, bias = last.get_weights()
    last.set_weights([kernel / numpy.sqrt(numpy.square(numpy.asarray(features)).mean()), bias])
    return model


def for_tensorflowjs(model, folder, quantised):
    """Converts a model of Keras 2, and gives it the weights that TensorFlow.js has."""
    # The converter imports more than it needs for Keras' files.
    for name in ["tensorflow_decision_forests", "tensorflow_hub"]:
        sys.modules.setdefault(name, types.ModuleType(name))
    names = {"tf_saved_model_conversion_v2": "convert_tf_saved_model", "jax_conversion": "convert_jax", "converter": "convert"}
    for name, function in names.items():
        stub = types.ModuleType(f"tensorflowjs.converters.{name}")
        setattr(stub, function, None)
        sys.modules.setdefault(stub.__name__, stub)
    from tensorflowjs import converters, read_weights

    converters.save_keras_model(model, str(folder), quantization_dtype_map={"uint8": True} if quantised else None)
    import json

    manifest = json.loads((folder / "model.json").read_text())["weightsManifest"]
    values = {one["name"]: one["data"] for one in read_weights.read_weights(manifest, str(folder), flatten=True)}
    for layer in model.layers:
        layer.set_weights([values[weight.name.split(":")[0]].reshape(weight.shape) for weight in layer.weights])
    return folder / "model.json"


def save(model, form, folder):
    """Saves a network in a form, and returns the file."""
    if form.startswith("tfjs"):
        return for_tensorflowjs(model, folder, form.endswith("uint8"))
    file = folder / f"model.{form.removeprefix('tf-')}"
    if form == "weights.h5":
        model.save_weights(file)
    else:
        model.save(file)
    return file


def outside(layer, weight):
    """Returns the name that a variable goes out with: that of Keras 3, which Keras 2 has otherwise for depthwise kernels."""
    name = own(weight)
    is_depthwise = type(layer).__name__ == "DepthwiseConv2D" and name == "depthwise_kernel"
    return f"{layer.name}/{'kernel' if is_depthwise else name}"


def arrays(model):
    """Returns the weights by the names that they go out with."""
    return {outside(layer, weight): numpy.asarray(weight) for layer in model.layers for weight in layer.weights}


def back(model):
    """Returns what `check` takes: arrays that went out are those of the network, and load into it."""
    expected = arrays(model)

    def compare(file):
        with numpy.load(file) as found:
            if sorted(found.files) != sorted(expected):
                return f"names differ that went out: {sorted(set(found.files) ^ set(expected))[:4]}"
            differ = [key for key, value in expected.items() if not numpy.array_equal(value, found[key])]
            for layer in model.layers:
                layer.set_weights([found[outside(layer, weight)] for weight in layer.weights])
        return f"{differ[0]} and others differ that went out" if differ else ""

    return ["--names", "keras", "back.npz"], compare


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("networks", nargs="*", metavar="NETWORK")
    parser.add_argument("--forms")
    args = parser.parse_args()
    binary = str(Path(args.binary).resolve())
    print(f"Keras {keras.__version__}, tf-keras {tf_keras.__version__}", flush=True)
    agreed = []
    for name in args.networks or NETWORKS:
        application, spec = NETWORKS[name]
        usual = FORMS[list(NETWORKS).index(name)]
        for form in args.forms.split(",") if args.forms else [usual]:
            model = network(tf_keras if form.startswith("tf") else keras, application)
            with tempfile.TemporaryDirectory() as folder:
                folder = Path(folder)
                file = save(model, form, folder)
                x = image(model.input_shape[1])
                y = numpy.asarray(model(x[None], training=False))
                agreed.append(check(binary, SPECS / f"{spec}.yaml", file, x, y, folder, back(model)))
    print(f"{sum(agreed)} of {len(agreed)} agree")
    raise SystemExit(not all(agreed))


if __name__ == "__main__":
    main()
