"""Imports ONNX's nine light models and compares what ONNX Runtime computes of each with what this project computes.

    light.py GOOGLENET [NAME...]

GOOGLENET is the binary of the command line; NAME, such as `resnet50`, is one of the models, all by default. They are part
of the package `onnx`; their weights are `ConstantOfShape` nodes, each one value. Both engines read a file in which each
such node is replaced by a seeded initializer, at a scale that keeps the values of all layers about as large as the
input's. Results must agree within 1e-5 of the largest value, see `imported.py`. The exit status is 1 if one does not.
"""

import sys
import tempfile
from pathlib import Path

import numpy
import onnx
import onnxruntime
from imported import check, session_of
from onnx import numpy_helper

FOLDER = Path(onnx.__file__).parent / "backend" / "test" / "data" / "light"
NAMES = [
    "bvlc_alexnet",
    "densenet121",
    "inception_v1",
    "inception_v2",
    "resnet50",
    "shufflenet",
    "squeezenet",
    "vgg19",
    "zfnet512",
]


def with_weights(model):
    """Replaces the nodes that make weights by seeded initializers."""
    graph = model.graph
    shapes = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    made = {node.output[0]: node for node in graph.node if node.op_type == "ConstantOfShape"}
    roles = roles_of(graph)
    random = numpy.random.default_rng(20)
    for name, node in made.items():
        values = weight(roles.get(name, "factor"), shapes[node.input[0]], random)
        graph.initializer.append(numpy_helper.from_array(values.astype(numpy.float32), name))
        graph.node.remove(node)
    for name in {node.input[0] for node in made.values()}:
        drop(graph.initializer, name)
        drop(graph.input, name)


def scaled(model):
    """Makes the results in front of a softmax about as large as 1, so that neither one class has all nor all the same.

    The last kernel and its bias take the factor, as what lies behind them is linear or a ReLU."""
    graph = model.graph
    makers = {name: node for node in graph.node for name in node.output}
    for softmax in [node for node in graph.node if node.op_type == "Softmax"]:
        own = onnx.ModelProto()
        own.CopyFrom(model)
        own.graph.output.append(onnx.helper.make_empty_tensor_value_info(softmax.input[0]))
        session = session_of(own.SerializeToString())
        (declared,) = session.get_inputs()
        x = numpy.random.default_rng(7).uniform(-1, 1, declared.shape).astype(numpy.float32)
        (values,) = session.run([softmax.input[0]], {declared.name: x})
        node = makers[softmax.input[0]]
        while node.op_type not in ("Conv", "Gemm"):
            node = makers[node.input[0]]
        # A weight may get other sizes first.
        names = [makers[name].input[0] if name in makers else name for name in node.input[1:]]
        for tensor in graph.initializer:
            if tensor.name in names:
                weights = numpy_helper.to_array(tensor) * numpy.float32(1 / values.std())
                tensor.CopyFrom(numpy_helper.from_array(weights, tensor.name))


def drop(list_of, name):
    for at, value in enumerate(list_of):
        if value.name == name:
            del list_of[at]
            return


def roles_of(graph):
    """Returns what the weights are to the nodes that read them, directly or in other sizes."""
    words = {
        "Conv": [None, "kernel", "shift"],
        "Gemm": [None, "matrix", "shift"],
        "BatchNormalization": [None, "factor", "shift", "shift", "variance"],
        "Mul": ["factor", "factor"],
        "Add": ["shift", "shift"],
    }
    roles = {}
    for node in reversed(graph.node):
        if node.op_type in ("Reshape", "Unsqueeze"):
            roles[node.input[0]] = roles.get(node.output[0], "factor")
        for name, role in zip(node.input, words.get(node.op_type, [])):
            if role:
                roles[name] = role
    return roles


def weight(role, shape, random):
    if role == "kernel":
        return random.uniform(-1, 1, shape) * numpy.sqrt(6 / numpy.prod(shape[1:]))
    if role == "matrix":
        return random.uniform(-1, 1, shape) * numpy.sqrt(6 / shape[-1])
    if role == "shift":
        return random.uniform(-0.1, 0.1, shape)
    return random.uniform(0.7, 1.3, shape)


def main():
    if len(sys.argv) < 2 or not set(sys.argv[2:]) <= set(NAMES):
        sys.exit(__doc__)
    binary = str(Path(sys.argv[1]).resolve())
    print(f"onnx {onnx.__version__}, ONNX Runtime {onnxruntime.__version__}", flush=True)
    agreed = []
    for name in sys.argv[2:] or NAMES:
        # Models have up to 600 MB: one at a time is there.
        with tempfile.TemporaryDirectory() as folder:
            model = onnx.load(FOLDER / f"light_{name}.onnx")
            with_weights(model)
            scaled(model)
            path = Path(folder) / f"light_{name}.onnx"
            onnx.save(model, path)
            agreed.append(check(binary, path, Path(folder) / "imported"))
    print(f"{sum(agreed)} of {len(agreed)} agree")
    sys.exit(0 if all(agreed) else 1)


if __name__ == "__main__":
    main()
