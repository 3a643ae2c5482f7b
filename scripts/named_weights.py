"""What `torchvision_weights.py` and `keras_weights.py` share: weights of another tool under the names of a description,
and the comparison of results."""

import json
import struct
import subprocess

import numpy

TOLERANCE = 2e-5


def tensors(binary, spec):
    """Returns the tensors that a description lists, those of heads of training included."""
    listed = [binary, "weights", "list", str(spec), "--format", "json", "--training"]
    return json.loads(subprocess.run(listed, check=True, capture_output=True, text=True).stdout)["tensors"]


def write(path, weights):
    """Writes arrays by name as a safetensors file."""
    header, at = {}, 0
    for name, array in weights.items():
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [at, at + array.nbytes]}
        at += array.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for array in weights.values():
            file.write(array.tobytes())


def taken(listed, theirs, turned):
    """Returns the listed tensors with the values of another tool, and the names of its tensors that are left.

    `turned` gets a listed tensor and the map of values by name, and returns the value's name and the value in the
    order of the description.
    """
    left, weights = dict(theirs), {}
    for tensor in listed:
        name, value = turned(tensor, theirs)
        weights[tensor["name"]] = numpy.ascontiguousarray(value, numpy.float32)
        if list(value.shape) != tensor["shape"]:
            raise SystemExit(f"{tensor['name']}: {tensor['shape']} are {list(value.shape)} in {name}")
        left.pop(name, None)
    return weights, sorted(left)


def run(binary, spec, weights, x, folder):
    """Returns the first result for an input of height x width x channels."""
    files = [folder / "x.npy", folder / "w.safetensors", folder / "y.npy"]
    numpy.save(files[0], x)
    write(files[1], weights)
    options = ["--input", files[0], "--weights", files[1], "-o", files[2]]
    subprocess.run([binary, "run", str(spec), *map(str, options)], check=True, capture_output=True)
    y = numpy.load(files[2])
    for file in files:
        file.unlink()
    return y.reshape(-1)


def row(name, spec, listed, left, parameters, ours, theirs):
    """Prints a line for a network, and returns whether it agrees."""
    theirs = theirs.reshape(-1)
    off = float(numpy.abs(ours - theirs).max() / numpy.abs(theirs).max())
    values = sum(tensor["values"] for tensor in listed)
    same = values == parameters and not left and off <= TOLERANCE and numpy.ptp(theirs) > 0
    notes = f", left: {left[:3]} …" if left else ""
    verdict = "agrees" if same else "DIFFERS"
    lines = sum(1 for _ in open(spec))
    layers = len({tensor["source"] for tensor in listed})
    found = f"{lines} lines, {layers} layers with weights, {values} values of {parameters}"
    print(f"{name}: {verdict}, {found}, {off:.1e}{notes}", flush=True)
    return same
