#!/usr/bin/env python3
"""Compares the classes that runs of a network give.

    googlenet classify SPEC --weights W.safetensors crops/test --json --quiet > f32.jsonl
    googlenet classify SPEC --weights Q.safetensors crops/test --json --quiet > int8.jsonl
    python3 scripts/agreement.py f32.jsonl int8.jsonl...

Prints of each further run the share of the images that have the class of the first, how many of the others the first
was undecided about, its two largest probabilities less than 1 % apart, and in which folders they are.
"""

import collections
import json
import pathlib
import sys


def read(path):
    """Returns the classes of each image, the most likely first, with their probabilities."""
    images = {}
    with open(path) as lines:
        for line in lines:
            image = json.loads(line)
            images[image["path"]] = [(of["index"], of["probability"]) for of in image["top"]]
    return images


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    first = read(sys.argv[1])
    for path in sys.argv[2:]:
        other = read(path)
        if first.keys() != other.keys():
            sys.exit(f"expected the images of {sys.argv[1]} in {path}, got others")
        differ = [image for image, top in first.items() if top[0][0] != other[image][0][0]]
        margins = [first[image][0][1] - first[image][1][1] for image in differ]
        folders = collections.Counter(pathlib.PurePath(image).parent.name for image in differ)
        print(
            f"{path}: {100 * (1 - len(differ) / len(first)):.2f} % of {len(first)} images; {len(differ)} differ, "
            f"{sum(margin < 0.01 for margin in margins)} of them undecided; {dict(folders)}"
        )


if __name__ == "__main__":
    main()
