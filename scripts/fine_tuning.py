#!/usr/bin/env python3
"""Trains the classifier of BVLC GoogLeNet anew for eight photographs, and reports the accuracy after each epoch.

    python3 scripts/fine_tuning.py DEPLOY.prototxt BVLC_GOOGLENET.caffemodel [--googlenet target/release/googlenet]

Needs scikit-image and Pillow (tried: scikit-image 0.26, Pillow 12), whose photographs it takes: brick, chelsea,
coffee, grass, gravel and retina are CC0, astronaut and hubble_deep_field are in the public domain. Each class is
crops of one photograph, those of training of its left half and those of validation of its right half. Weights up to
inception_4e stay as they are. The script fails if the accuracy after the last of three epochs is below 95 %.
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

from photograph_crops import photograph, write_crops

PHOTOGRAPHS = ["astronaut", "brick", "chelsea", "coffee", "grass", "gravel", "hubble_deep_field", "retina"]
FROZEN = "conv1,conv2,inception_3,inception_4"
TRAINING = """
training:
  optimizer: {sgd: {momentum: 0.9}}
  learning_rate: {cosine: 0.002}
  batch: 16
  epochs: 3
  augment: {flip: horizontal, area: [0.5, 1], color: 0.2}
"""


def make_crops(folder, counts, generator):
    """Writes crops, a folder for each class: those of training of left halves, those of validation of right ones."""
    for name in PHOTOGRAPHS:
        image = photograph(name)
        middle = image.width // 2
        for part, left, right in [("train", 0, middle), ("validation", middle, image.width)]:
            write_crops(image, folder / part / name, counts[part], generator, left, right)


def run(words):
    begin = time.monotonic()
    done = subprocess.run([str(word) for word in words])
    if done.returncode != 0:
        sys.exit(done.returncode)
    return time.monotonic() - begin


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("network", type=pathlib.Path)
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("--googlenet", default="target/release/googlenet")
    parser.add_argument("--threads", default="2")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=pathlib.Path, help="folder for crops and run, in place of one that is removed")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = args.keep or pathlib.Path(temporary)
        make_crops(place / "photographs", {"train": 40, "validation": 25}, random.Random(args.seed))
        run([args.googlenet, "import", args.network, args.weights, "-o", place / "imported",
             "--mean", "104,117,123", "--color", "bgr"])
        [description] = (place / "imported").glob("*.yaml")
        text = description.read_text()
        assert text.count("{dense: 1000, ") == 1, text
        spec = place / "photographs.yaml"
        spec.write_text(text.replace("{dense: 1000, ", f"{{dense: {len(PHOTOGRAPHS)}, ") + TRAINING)
        seconds = run([args.googlenet, "train", spec, "--data", place / "photographs/train",
                       "--validation", place / "photographs/validation", "-o", place / "run", "--seed", args.seed,
                       "--threads", args.threads, "--from", description.with_suffix(".safetensors"),
                       "--freeze", FROZEN])
        lines = [json.loads(line) for line in (place / "run/metrics.jsonl").read_text().splitlines()]
    accuracies = [line["validation_accuracy"] for line in lines if line["event"] == "epoch"]
    print(f"accuracy after each epoch: {', '.join(f'{100 * value:.1f} %' for value in accuracies)}; {seconds:.1f} s")
    if accuracies[-1] < 0.95:
        sys.exit("expected at least 95 %")


if __name__ == "__main__":
    main()
