#!/usr/bin/env python3
"""Makes images to quantise with: crops of photographs for the test, and crops of other photographs for calibration.

    python3 scripts/photograph_crops.py FOLDER [--test 1000] [--calibration 200] [--seed 0]

Needs scikit-image and Pillow (tried: scikit-image 0.26, Pillow 12), whose photographs it takes, all of them CC0: brick,
camera, chelsea and gravel for the test, cell, coffee, grass and retina for calibration. FOLDER/test and FOLDER/calibration
have a folder for each photograph, as `googlenet quantize`, `classify` and `evaluate` read them. The same seed makes the same
files. `fine_tuning.py` takes its crops from here.
"""

import argparse
import pathlib
import random

TEST = ["brick", "camera", "chelsea", "gravel"]
CALIBRATION = ["cell", "coffee", "grass", "retina"]


def photograph(name):
    from PIL import Image
    from skimage import data

    return Image.fromarray(getattr(data, name)())


def write_crops(image, folder, count, generator, left=0, right=None):
    """Writes square crops of an image between two columns, of at least half of the largest side that there is."""
    folder.mkdir(parents=True)
    right = image.width if right is None else right
    largest = min(right - left, image.height)
    digits = max(2, len(str(count - 1)))
    for number in range(count):
        side = generator.randint(largest // 2, largest)
        x, y = generator.randint(left, right - side), generator.randint(0, image.height - side)
        image.crop((x, y, x + side, y + side)).save(folder / f"{number:0{digits}}.png")


def share(count, parts):
    """Returns `count` as a sum of `parts` numbers that differ by at most one."""
    return [count // parts + (part < count % parts) for part in range(parts)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--test", type=int, default=1000)
    parser.add_argument("--calibration", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    generator = random.Random(args.seed)
    for part, names, count in [("test", TEST, args.test), ("calibration", CALIBRATION, args.calibration)]:
        for name, crops in zip(names, share(count, len(names))):
            write_crops(photograph(name), args.folder / part / name, crops, generator)


if __name__ == "__main__":
    main()
