"""What `torchvision_weights.py` and `keras_weights.py` share: a weight file of another tool goes in, computes, and goes
out again."""

import json
import subprocess
import sys
from pathlib import Path

import numpy

SPECS = Path(__file__).resolve().parent.parent / "specs"
TOLERANCE = 2e-5


def googlenet(binary, *words):
    """Runs the program, and returns what it prints; ends with what it says where it fails."""
    made = subprocess.run([binary, *map(str, words)], capture_output=True, text=True)
    if made.returncode != 0:
        sys.exit(f"googlenet {' '.join(map(str, words))}\n{made.stderr}")
    return made.stdout


def image(side):
    """Returns a seeded input of height x width x channels."""
    return numpy.random.default_rng(7).uniform(-1, 1, (side, side, 3)).astype(numpy.float32)


def run(binary, spec, weights, x, folder):
    """Returns the first result for an input of height x width x channels."""
    numpy.save(folder / "x.npy", x)
    googlenet(binary, "run", spec, "--input", folder / "x.npy", "--weights", weights, "-o", folder / "y.npy")
    return numpy.load(folder / "y.npy").reshape(-1)


def check(binary, spec, file, x, theirs, folder, back):
    """Imports a weight file, compares results, and gives `back` the file that goes out with the names of the tool, which
    it compares. Prints a line, and returns whether all agree.

    `theirs` is the tool's result, `back` a pair: words for `googlenet export`, and a function of the file they write
    that returns what differs there, or nothing.
    """
    own = folder / "own.safetensors"
    report = json.loads(googlenet(binary, "weights", "import", spec, file, "-o", own, "--json"))
    ours = run(binary, spec, own, x, folder)
    direct = run(binary, spec, file, x, folder)
    theirs = numpy.asarray(theirs).reshape(-1)
    off = float(numpy.abs(ours - theirs).max() / numpy.abs(theirs).max())
    words, compare = back
    out = folder / words[-1]
    googlenet(binary, "export", spec, "--weights", own, *words[:-1], "-o", out)
    faults = [] if off <= TOLERANCE and numpy.ptp(theirs) > 0 else ["results differ"]
    faults += [] if numpy.array_equal(ours, direct) else ["`--weights` with the file itself differs"]
    faults += [fault] if (fault := compare(out)) else []
    rules = ", ".join(f"{count} by {rule}" for rule, count in report["rules"].items())
    name = str(spec.relative_to(SPECS).with_suffix(""))
    known = "" if report["recognised"] == name else f" (known as {report['recognised']})"
    verdict = "; ".join(faults) or "out and in equal"
    print(f"{name}{known}, {file.name}: {rules}, {off:.1e}, {verdict}", flush=True)
    return not faults
