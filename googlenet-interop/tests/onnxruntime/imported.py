"""Imports ONNX files and compares what ONNX Runtime computes of each with what this project computes of its import.

    imported.py GOOGLENET MODEL.onnx... [--size HxW]

GOOGLENET is the binary of the command line. Each model is imported by `googlenet import` and run on one seeded input by
ONNX Runtime and by `googlenet run`, which must agree in all outputs within 1e-5 of the largest value. Sizes that a model
leaves open become 1 in front and those of `--size` behind. A line for each model says what came in; what is refused is
shown as users see it. The exit status is 1 if a model is refused or a difference is larger.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
import onnx
import onnxruntime

TOLERANCE = 1e-5


class Refused(Exception):
    """A model that is not imported, with the message."""


def load(path):
    """Returns a model without the tensors in files beside it."""
    return onnx.load(str(path), load_external_data=False)


def true_inputs(model):
    """Returns the declarations of the inputs that are no initializers, that which nodes read first."""
    constants = {tensor.name for tensor in model.graph.initializer}
    inputs = [value for value in model.graph.input if value.name not in constants]
    read = {name for node in model.graph.node for name in node.input}
    return sorted(inputs, key=lambda value: value.name not in read)


def sizes(declared, size):
    """Returns the sizes of an input; those that are open are 1 in front, otherwise those of `size`."""
    given = [axis.dim_value for axis in declared.type.tensor_type.shape.dim]
    if len(given) == 4:
        at = 1 if given[3] in (1, 3) and given[1] not in (1, 3) else 2
        for axis, wanted in zip((at, at + 1), size or (224, 224)):
            if size or given[axis] < 1:
                given[axis] = wanted
    return [1 if axis < 1 else axis for axis in given]


def normalised(spec, x):
    """Returns the input behind the normalisation that a graph began with, and that became the description's
    `preprocess`: its scale alone is that of the file's own input."""
    found = re.search(r"^preprocess: \{(.*)\}$", spec, re.MULTILINE)

    def numbers(key, usual):
        match = re.search(rf"\b{key}: (\[.*?\]|[-+.\deE]+)", found[1] if found else "")
        return numpy.array(json.loads(match[1]) if match else usual, dtype=numpy.float64)

    return ((x - numbers("mean", 0.0)) / numbers("std", 1.0)).astype(numpy.float32)


def session_of(model):
    """Returns a session for a path or the bytes of a model, without ONNX Runtime's warnings."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def run_theirs(path, inputs, x):
    session = session_of(str(path))
    # Inputs that nothing reads want a value all the same.
    others = {value.name: numpy.zeros(sizes(value, None), numpy.float32) for value in inputs[1:]}
    return session.run(None, {inputs[0].name: x} | others)


def imported(binary, path, folder, size):
    """Imports a model. Returns the report, the text of the description and the paths of its files."""
    command = [binary, "import", str(path), "-o", str(folder), "--force", "--json"]
    if size:
        command += ["--input-size", f"{size[0]}x{size[1]}"]
    made = subprocess.run(command, capture_output=True, text=True)
    if made.returncode != 0:
        # As users see it.
        command.remove("--json")
        raise Refused(subprocess.run(command, capture_output=True, text=True).stderr.strip())
    report = json.loads(made.stdout)
    description = Path(report["spec"])
    return report, description.read_text(), description, description.with_suffix(".safetensors")


def difference(ours, theirs):
    """Returns the largest difference relative to the largest value, whatever axes of size 1 there are."""
    if ours.size != theirs.size:
        raise Refused(f"the result has sizes {ours.shape}, expected {theirs.shape}")
    if theirs.ndim > 2 and ours.ndim == 4 and ours.shape[3] == theirs.shape[1]:
        theirs = numpy.moveaxis(theirs, 1, -1)
    theirs = theirs.reshape(ours.shape)
    if not numpy.isfinite(theirs).all() or numpy.ptp(theirs) == 0:
        raise Refused("the model's own results are all the same, or not finite: nothing could be compared")
    return float(numpy.abs(ours - theirs).max() / numpy.abs(theirs).max())


def compare(binary, path, folder, size=None, theirs_path=None):
    """Imports a model and compares its results. Returns what is known of it as a dictionary."""
    folder.mkdir(parents=True, exist_ok=True)
    model = load(path)
    row = {"model": Path(path).stem, "nodes": len(model.graph.node)}
    row["operators"] = len({node.op_type for node in model.graph.node})
    row["opset"] = max((own.version for own in model.opset_import if own.domain in ("", "ai.onnx")), default=0)
    report, spec, description, weights = imported(binary, path, folder, size)
    inputs = true_inputs(model)
    shape = sizes(inputs[0], size)
    x = numpy.random.default_rng(7).uniform(-1, 1, shape).astype(numpy.float32)
    theirs = run_theirs(theirs_path or path, inputs, x)
    is_nhwc = [report["input"][axis] for axis in (0, 1, 2)] == shape[1:] if len(shape) == 4 else False
    if len(shape) == 4 and not is_nhwc:
        x = x.transpose(0, 2, 3, 1)
    elif len(shape) == 3:
        x = x.transpose(1, 2, 0)
    elif len(shape) == 2:
        x = x.reshape(shape[0], 1, 1, shape[1])
    x_path, y_path = folder / "x.npy", folder / "y.npz"
    numpy.save(x_path, normalised(spec, x))
    run = [binary, "run", str(description), "--weights", str(weights), "--input", str(x_path), "-o", str(y_path)]
    made = subprocess.run(run, capture_output=True, text=True)
    if made.returncode != 0:
        raise Refused(made.stderr.strip())
    with numpy.load(y_path) as results:
        ours = [results[name] for name in results.files]
    if len(ours) != len(theirs):
        raise Refused(f"{len(ours)} results, expected {len(theirs)}")
    row |= {
        "layers": report["layers"],
        "params": report["params"],
        "lines": len(spec.splitlines()),
        "tables": tables(report),
        "warnings": report.get("warnings", []),
        "difference": max(difference(a, b) for a, b in zip(ours, theirs)),
        "spec": spec,
    }
    return row


def tables(report):
    made = [f"{table['name']} {table['rows']}x{len(table['columns'])}" for table in report["tables"]]
    return ", ".join(made) or "none"


def line(row):
    return (
        f"{row['model']}: opset {row['opset']}, {row['nodes']} nodes of {row['operators']} operators, "
        f"{row['layers']} layers, {row['params']:,} parameters, {row['lines']} lines, tables: {row['tables']}, "
        f"difference {row['difference']:.1e}"
    )


def check(binary, path, folder, size=None, theirs_path=None):
    """Compares a model and prints its line. Returns whether the results agree."""
    try:
        row = compare(binary, path, folder, size, theirs_path)
    except Refused as refused:
        print(f"{Path(path).stem}: {refused}", flush=True)
        return False
    agree = row["difference"] <= TOLERANCE
    print(line(row) + ("" if agree else f", expected at most {TOLERANCE:.0e}"), flush=True)
    for warning in row["warnings"]:
        print(f"  warning: {warning}", flush=True)
    return agree


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("models", nargs="+")
    parser.add_argument("--size", type=lambda text: tuple(int(side) for side in text.split("x")))
    parser.add_argument("--show", action="store_true", help="print the descriptions, too")
    args = parser.parse_args()
    binary = str(Path(args.binary).resolve())
    all_agree = True
    with tempfile.TemporaryDirectory() as folder:
        for path in args.models:
            all_agree &= check(binary, path, Path(folder), args.size)
            for file in Path(folder).iterdir():
                if args.show and file.suffix == ".yaml":
                    print(file.read_text())
                file.unlink()
    sys.exit(0 if all_agree else 1)


if __name__ == "__main__":
    main()
