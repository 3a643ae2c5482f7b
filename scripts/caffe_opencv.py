"""Compares imports of Caffe's networks with OpenCV's importer, on random weights.

    caffe_opencv.py GOOGLENET PROTOTXT... [--import-only] [--input-size HxW] [--keep FOLDER]

Not a part of `.ci/run`. In a virtual environment:

    pip install opencv-python-headless numpy

GOOGLENET is the binary of the command line. Each prototxt, or each `*.prototxt` of a folder, gets a caffemodel with seeded
random weights, is imported by both, and run on one random input. A line each is printed: whether it comes in, and the
largest difference of the first output, as a part of its largest value. OpenCV gets the prototxt without the fields of
forks, which it does not read. `--keep` writes weights, input and OpenCV's result (`NAME.caffemodel`, `NAME.x.npy` and
`NAME.y.npy`, channels first), from which tests are made. Of training files OpenCV gets the network of inference: an input
in place of the data layers, a softmax in place of each loss that has one, and no other losses or accuracies. The exit
status is 1 if a network differs by more than 2e-5.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

TOKEN = re.compile(r"#[^\n]*|\s+|(\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[A-Za-z_]\w*|[-+]?[\w.][\w.+-]*|[{}<>\[\]:;,])")
SIZE_LIMIT = 2e-5

FIELDS = {
    "convolution_param": "num_output bias_term pad kernel_size stride dilation pad_h pad_w kernel_h kernel_w stride_h "
    "stride_w group engine axis",
    "pooling_param": "pool pad pad_h pad_w kernel_size kernel_h kernel_w stride stride_h stride_w global_pooling ceil_mode",
    "batch_norm_param": "use_global_stats moving_average_fraction eps",
    "inner_product_param": "num_output bias_term axis transpose",
}


def parse(text):
    """Returns the fields of a text as a list of (name, value); a message is such a list itself."""
    tokens = [match.group(1) for match in TOKEN.finditer(text) if match.group(1)]
    at = 0

    def fields(close):
        nonlocal at
        found = []
        while at < len(tokens) and tokens[at] != close:
            if tokens[at] in ",;":
                at += 1
                continue
            name = tokens[at]
            at += 1
            if tokens[at] == ":":
                at += 1
            if tokens[at] in "{<":
                end = "}" if tokens[at] == "{" else ">"
                at += 1
                found.append((name, fields(end)))
                at += 1
            elif tokens[at] == "[":
                at += 1
                while tokens[at] != "]":
                    if tokens[at] != ",":
                        found.append((name, tokens[at]))
                    at += 1
                at += 1
            else:
                value = tokens[at]
                at += 1
                while value[0] in "\"'" and at < len(tokens) and tokens[at][0] in "\"'":
                    value = value[:-1] + tokens[at][1:]
                    at += 1
                found.append((name, value))
        return found

    return fields(None)


def text_of(fields, depth=0):
    lines = []
    for name, value in fields:
        if isinstance(value, list):
            lines.append("  " * depth + name + " {")
            lines.append(text_of(value, depth + 1))
            lines.append("  " * depth + "}")
        else:
            lines.append("  " * depth + f"{name}: {value}")
    return "\n".join(line for line in lines if line)


def every(fields, name):
    return [value for key, value in fields if key == name]


def one(fields, name, usual=None):
    found = every(fields, name)
    return found[0] if found else usual


def string(value):
    return None if value is None else value[1:-1]


def number(fields, name, usual):
    return int(one(fields, name, usual))


def pair(fields, both, usual, height=None, width=None):
    found = [int(value) for value in every(fields, both)]
    if found:
        return (found[0], found[-1])
    return (number(fields, height or both + "_h", usual), number(fields, width or both + "_w", usual))


def varint(value):
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def field(number, payload):
    return varint(number << 3 | 2) + varint(len(payload)) + payload


def blob(values):
    dims = b"".join(varint(size) for size in values.shape)
    return field(7, field(1, dims)) + field(5, values.astype("<f4").tobytes())


def stored(name, ty, blobs):
    body = field(1, name.encode()) + field(2, ty.encode())
    return field(100, body + b"".join(field(7, blob(values)) for values in blobs))


class Unknown(Exception):
    pass


class Weights:
    """Shapes of the results of layers, and random blobs for those that have weights."""

    def __init__(self, seed):
        self.random = np.random.default_rng(seed)
        self.shapes = {}
        self.layers = []

    def normal(self, *shape, fan=None):
        fan = fan or int(np.prod(shape[1:]) or 1)
        return self.random.normal(0, np.sqrt(1 / max(fan, 1)), shape)

    def conv(self, layer, channels, spatial):
        param = one(layer, "convolution_param", [])
        filters = number(param, "num_output", 0)
        kernel = pair(param, "kernel_size", 1, "kernel_h", "kernel_w")
        stride, pad = pair(param, "stride", 1), pair(param, "pad", 0)
        dilation = number(param, "dilation", number(param, "hole", 1))
        ty = string(one(layer, "type"))
        group = number(param, "group", 1 if ty in ("Convolution", "Deconvolution") else channels)
        bias = one(param, "bias_term", "true") != "false"
        reach = [dilation * (size - 1) + 1 for size in kernel]
        if ty == "Deconvolution":
            kernel_blob = self.normal(channels, filters // group, *kernel, fan=channels // group * kernel[0])
            spatial = [stride[i] * (spatial[i] - 1) + reach[i] - 2 * pad[i] for i in (0, 1)]
        else:
            kernel_blob = self.normal(filters, channels // group, *kernel)
            spatial = [(spatial[i] + 2 * pad[i] - reach[i]) // stride[i] + 1 for i in (0, 1)]
        blobs = [kernel_blob] + ([self.random.normal(0, 0.1, filters)] if bias else [])
        return (filters, *spatial), blobs

    def pool(self, layer, shape):
        param = one(layer, "pooling_param", [])
        if one(param, "global_pooling") == "true":
            return (shape[0], 1, 1)
        kernel = pair(param, "kernel_size", 1, "kernel_h", "kernel_w")
        stride, pad = pair(param, "stride", 1), pair(param, "pad", 0)
        floor = one(param, "ceil_mode") == "false" or one(param, "round_mode") in ("FLOOR", "1")
        sizes = []
        for i in (0, 1):
            size = (shape[1 + i] + 2 * pad[i] - kernel[i]) / stride[i]
            size = int(np.floor(size) if floor else np.ceil(size)) + 1
            if pad[i] and (size - 1) * stride[i] >= shape[1 + i] + pad[i]:
                size -= 1
            sizes.append(size)
        return (shape[0], *sizes)

    def layer(self, layer):
        ty, name = string(one(layer, "type")), string(one(layer, "name", '""'))
        bottoms, tops = [string(b) for b in every(layer, "bottom")], [string(t) for t in every(layer, "top")]
        if ty == "Input":
            dims = [int(d) for d in every(one(one(layer, "input_param"), "shape"), "dim")]
            self.shapes[tops[0]] = tuple(dims[1:])
            return
        if any(bottom not in self.shapes for bottom in bottoms):
            raise Unknown(f"{name}: {bottoms}")
        shapes = [self.shapes[bottom] for bottom in bottoms]
        shape, blobs = shapes[0], []
        channels = shape[0]
        if ty in ("Convolution", "Deconvolution", "ConvolutionDepthwise", "DepthwiseConvolution"):
            shape, blobs = self.conv(layer, channels, shape[1:] or (1, 1))
        elif ty == "Pooling":
            shape = self.pool(layer, shape)
        elif ty == "InnerProduct":
            param = one(layer, "inner_product_param", [])
            units, ins = number(param, "num_output", 0), int(np.prod(shape))
            kernel = self.normal(units, ins)
            blobs = [kernel.T if one(param, "transpose") == "true" else kernel]
            if one(param, "bias_term", "true") != "false":
                blobs.append(self.random.normal(0, 0.1, units))
            shape = (units,)
        elif ty == "BatchNorm":
            param = one(layer, "batch_norm_param", [])
            factor = 2.0
            blobs = [self.random.normal(0, 0.2, channels) * factor, self.random.uniform(0.5, 1.5, channels) * factor]
            blobs.append(np.array([factor]))
            if one(param, "scale_bias") == "true":
                blobs += [self.random.uniform(0.5, 1.5, channels), self.random.normal(0, 0.1, channels)]
        elif ty == "Scale" and len(bottoms) == 1:
            blobs = [self.random.uniform(0.3, 0.9, channels)]
            if one(one(layer, "scale_param", []), "bias_term") == "true":
                blobs.append(self.random.normal(0, 0.1, channels))
        elif ty == "Bias":
            blobs = [self.random.normal(0, 0.1, channels)]
        elif ty == "PReLU":
            shared = one(one(layer, "prelu_param", []), "channel_shared") == "true"
            blobs = [self.random.uniform(0.1, 0.4, 1 if shared else channels)]
        elif ty == "Concat":
            shape = (sum(s[0] for s in shapes), *shape[1:])
        elif ty == "Flatten":
            shape = (int(np.prod(shape)),)
        elif ty == "Axpy":
            shape = shapes[1]
        elif ty == "Reshape":
            dims = [int(d) for d in every(one(one(layer, "reshape_param"), "shape"), "dim")][1:]
            dims = [shape[i] if d == 0 else d for i, d in enumerate(dims)]
            known = int(np.prod([d for d in dims if d > 0]))
            shape = tuple(int(np.prod(shape)) // known if d < 0 else d for d in dims)
        elif ty == "Slice":
            points = [int(p) for p in every(one(layer, "slice_param", []), "slice_point")]
            if not points:
                points = [channels // len(tops) * (i + 1) for i in range(len(tops) - 1)]
            ends = [0, *points, channels]
            for i, top in enumerate(tops):
                self.shapes[top] = (ends[i + 1] - ends[i], *shape[1:])
            return
        elif ty in ("Upsample", "Interp"):
            raise Unknown(ty)
        for top in tops:
            self.shapes[top] = shape
        if blobs:
            self.layers.append((name, ty, blobs))

    def model(self):
        return field(1, b"net") + b"".join(stored(*layer) for layer in self.layers)

    def model_for_opencv(self):
        """Returns the weight file with a `Scale` for each `BatchNorm` that has its factors and summands itself."""
        layers = []
        for name, ty, blobs in self.layers:
            own = 3 if ty == "BatchNorm" else len(blobs)
            layers.append(stored(name, ty, blobs[:own]))
            if blobs[own:]:
                layers.append(stored(name + "/scale", "Scale", blobs[own:]))
        return field(1, b"net") + b"".join(layers)


def listed(net, size):
    """Returns the fields of a network of today's form with an input of the given size."""
    out = []
    for name, value in net:
        if name == "input_param" or not isinstance(value, list):
            out.append((name, value))
            continue
        out.append((name, value))
    if size:
        def resized(dims):
            found = 0
            new = []
            for name, value in dims:
                if name in ("dim", "input_dim"):
                    if found >= 2:
                        value = str(size[found - 2])
                    found += 1
                new.append((name, value))
            return new

        flat = [index for index, (name, _) in enumerate(out) if name == "input_dim"][:4]
        for at, index in enumerate(flat[2:]):
            out[index] = ("input_dim", str(size[at]))
        for index, (name, value) in enumerate(out):
            if name == "input_shape":
                out[index] = (name, resized(value))
            if name == "layer" and string(one(value, "type")) == "Input":
                param = [(n, [(m, resized(v)) for m, v in p]) if n == "input_param" else (n, p) for n, p in value]
                out[index] = (name, param)
    return out


def is_of_training(layer):
    phases = lambda rule: [one(value, "phase") for value in every(layer, rule)]
    return (every(layer, "include") and "TEST" not in phases("include") and None not in phases("include")) or (
        "TEST" in phases("exclude")
    )


def size_of_data(layer):
    """Returns the sizes that a data layer states, or None: those of a crop, with three channels unless others are told."""
    transform = one(layer, "transform_param", [])
    found = [value for name, value in transform if name == "crop_size"]
    for name in ("data_param", "image_data_param"):
        param = one(layer, name, [])
        found += [value for key, value in param if key in ("crop_size", "new_height")]
    return [3, int(found[0]), int(found[0])] if found else None


def of_inference(net, size):
    """Returns a training file's network of inference, with an input of the given size, or that of its crops."""
    stated, out, top, judged = None, [], None, set()
    for name, layer in net:
        if name != "layer":
            out.append((name, layer))
            continue
        ty = string(one(layer, "type")) or ""
        if ty.endswith("Data"):
            stated = stated or size_of_data(layer)
            top = top or one(layer, "top")
        elif ty == "SoftmaxWithLoss":
            if one(layer, "bottom") in judged:
                continue
            judged.add(one(layer, "bottom"))
            softmax = [("name", one(layer, "name")), ("type", '"Softmax"'), ("bottom", one(layer, "bottom"))]
            out.append((name, softmax + [("top", one(layer, "name"))]))
        elif not (is_of_training(layer) or "Accuracy" in ty or "Loss" in ty or ty == "Silence"):
            out.append((name, layer))
    sizes = [3, *size] if size else stated
    if top is None or sizes is None:
        return out
    return [("input", top)] + [("input_dim", str(dim)) for dim in [1, *sizes]] + out


def weights_of(net, seed):
    weights = Weights(seed)
    inputs = [string(value) for value in every(net, "input")]
    dims = [int(value) for value in every(net, "input_dim")]
    for value in every(net, "input_shape"):
        dims += [int(dim) for dim in every(value, "dim")]
    for at, name in enumerate(inputs):
        weights.shapes[name] = tuple(dims[4 * at + 1 : 4 * at + 4])
    for layer in every(net, "layer"):
        weights.layer(layer)
    first = inputs[0] if inputs else None
    if first is None:
        data = [layer for layer in every(net, "layer") if string(one(layer, "type")) == "Input"]
        first = string(one(data[0], "top"))
    return weights, first


def axpy(layer):
    """Returns the layers that an `Axpy` stands for: OpenCV takes its last two blobs for each other."""
    name, top = string(one(layer, "name")), string(one(layer, "top"))
    factor, scaled, summand = every(layer, "bottom")
    product = [("name", f'"{name}/scale"'), ("type", '"Scale"'), ("bottom", scaled), ("bottom", factor)]
    product += [("top", f'"{top}/scale"'), ("scale_param", [("axis", "0")])]
    total = [("name", f'"{name}"'), ("type", '"Eltwise"'), ("bottom", f'"{top}/scale"'), ("bottom", summand)]
    return [("layer", product), ("layer", total + [("top", f'"{top}"')])]


def for_opencv(net):
    """Returns the text of a network without fields that OpenCV does not read."""
    known = {"name", "input", "input_dim", "input_shape", "layer"}
    out = []
    for name, value in net:
        if name not in known:
            continue
        scaled = name == "layer" and one(one(value, "batch_norm_param", []), "scale_bias") == "true"
        if name == "layer":
            kept = []
            for key, inner in value:
                if key in ("param", "include", "exclude", "loss_weight", "propagate_down") or key not in (
                    "name type bottom top".split()
                ) and not key.endswith("_param"):
                    continue
                if key in FIELDS and isinstance(inner, list):
                    fields = FIELDS[key].split()
                    inner = [(n, v) for n, v in inner if n in fields and n != "engine"]
                if isinstance(inner, list):
                    inner = [(n, v) for n, v in inner if not n.endswith("filler") and n != "engine"]
                    # OpenCV passes over one of both alone.
                    sides = [n for n, _ in inner if n in ("pad_h", "pad_w")]
                    if len(sides) == 1:
                        inner.append(("pad_w" if sides == ["pad_h"] else "pad_h", "0"))
                kept.append((key, inner))
            value = kept
            if string(one(value, "type")) == "Axpy":
                out += axpy(value)
                continue
        out.append((name, value))
        if scaled:
            scale = [("name", one(value, "name")[:-1] + '/scale"'), ("type", '"Scale"')]
            scale += [("bottom", one(value, "top")), ("top", one(value, "top"))]
            out.append((name, scale + [("scale_param", [("bias_term", "true")])]))
    return text_of(out)


def compare(args, path, folder, size):
    text = path.read_text(errors="replace")
    net = listed(parse(text), size)
    prototxt, model = folder / "net.prototxt", folder / "net.caffemodel"
    today = every(net, "layer") and not every(net, "layers")
    types = [string(one(layer, "type")) or "" for layer in every(net, "layer")]
    training = any(ty.endswith("Data") or "Loss" in ty for ty in types)
    # Of random weights a softmax would show the largest value alone.
    read = {string(bottom) for layer in every(net, "layer") for bottom in every(layer, "bottom")}
    net = [
        (name, value)
        for name, value in net
        if args.keep
        or not (
            name == "layer"
            and string(one(value, "type")) == "Softmax"
            and (string(one(value, "top")) not in read or string(one(value, "top")) == string(one(value, "bottom")))
        )
    ]
    if training:
        net = of_inference(net, size)
    weights = None
    if today and not args.import_only:
        try:
            weights, first = weights_of(net, 7)
        except (Unknown, TypeError, ValueError, ZeroDivisionError, KeyError, IndexError) as error:
            return f"weights: {error!r}", None
    prototxt.write_text(text if training or weights is None and not size else text_of(net))
    given = ["--input-size", f"{size[0]}x{size[1]}"] if size else []
    if weights is None:
        command = [args.googlenet, "summary", str(prototxt)] + given
        done = subprocess.run(command, capture_output=True, text=True)
        return ("comes in" if done.returncode == 0 else refusal(done.stderr)), None
    model.write_bytes(weights.model())
    shape = weights.shapes[first]
    x = np.random.default_rng(3).normal(0, 1, (1, *shape)).astype("f")
    np.save(folder / "x.npy", np.ascontiguousarray(x.transpose(0, 2, 3, 1)))
    out = folder / "y.npz"
    out.unlink(missing_ok=True)
    command = [args.googlenet, "run", str(prototxt), "--weights", str(model), "--input", str(folder / "x.npy"), "-o", str(out)]
    command += given
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        return refusal(done.stderr), None
    ours = list(np.load(out).values())[0]
    if ours.ndim == 4:
        ours = ours.transpose(0, 3, 1, 2)
    import cv2

    other = folder / "opencv.prototxt"
    other.write_text(for_opencv(net))
    other_model = folder / "opencv.caffemodel"
    other_model.write_bytes(weights.model_for_opencv())
    try:
        theirs = cv2.dnn.readNetFromCaffe(str(other), str(other_model))
        theirs.enableFusion(False)
        theirs.setPreferableBackend(cv2.dnn.DNN_BACKEND_OPENCV)
        theirs.setInput(x)
        names = theirs.getUnconnectedOutLayersNames()
        results = theirs.forward(names)
    except cv2.error as error:
        return "comes in; OpenCV: " + str(error).strip().splitlines()[-1][:100], None
    same = [y for y in results if y.size == ours.size]
    if not same:
        return f"sizes: {ours.shape}, OpenCV {[y.shape for y in results]}", 1.0
    if args.keep:
        (args.keep / f"{path.stem}.caffemodel").write_bytes(model.read_bytes())
        np.save(args.keep / f"{path.stem}.x.npy", x)
        np.save(args.keep / f"{path.stem}.y.npy", same[-1])
    # The network's own result is the last one of the file.
    return "comes in", float(np.abs(ours.ravel() - same[-1].ravel()).max() / max(np.abs(same[-1]).max(), 1e-30))


def refusal(text):
    lines = [line for line in text.splitlines() if line.startswith("error")]
    return "refused: " + (lines[0] if lines else text.strip()[:100]) + (f" (+{len(lines) - 1})" if len(lines) > 1 else "")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("googlenet")
    parser.add_argument("prototxt", nargs="+", type=Path)
    parser.add_argument("--input-size")
    parser.add_argument("--import-only", action="store_true")
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    size = [int(side) for side in args.input_size.split("x")] if args.input_size else None
    paths = []
    for path in args.prototxt:
        paths += sorted(path.rglob("*.prototxt")) if path.is_dir() else [path]
    wrong = 0
    counts = {"comes in": 0, "refused": 0, "other": 0}
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            told, difference = compare(args, path, Path(folder), size)
            wrong += difference is not None and not difference <= SIZE_LIMIT
            kind = "comes in" if told.startswith("comes in") else "refused" if told.startswith("refused") else "other"
            counts[kind] += 1
            print(f"{path.parent.name}/{path.name}: {told}" + ("" if difference is None else f", {difference:.1e}"), flush=True)
    print(counts)
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
