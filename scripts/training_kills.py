#!/usr/bin/env python3
"""Kills runs of `googlenet train` at random moments, lets them go on, and compares them with runs that were left alone.

    python3 scripts/training_kills.py [--googlenet target/release/googlenet] [--kills 10]
        [--case arrays,folder,digits,pictures]

Needs no packages. `arrays` trains specs/inception_v1_digits.yaml on an .npz file (that of --digits, or one that the
script makes), `folder` the same network with batch normalisation, Adam, averages and all kinds of augmentation on a
folder of PNG images; `digits` trains specs/uci_digits.yaml on examples/data/uci_digits, `pictures` on the same digits
as a folder of PNG images for each class. A run is killed when it has written some further lines of metrics, whose
number is random, and every other one when it is then seen to write a file; one of the runs gets SIGINT instead of
SIGKILL. Each run has another number of threads. At the end the weights must be the same bytes, and the metrics the
same but for times, and the folder of the run must have the same files. After each kill all weight files in it must be
complete.
"""

import argparse
import gzip
import json
import os
import pathlib
import random
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
SIZE = 28


def image(generator, label):
    """A grey image of noise with a bright bar, whose place is the label."""
    rows = [bytearray(generator.randrange(128) for _ in range(SIZE)) for _ in range(SIZE)]
    top, left = 12 * (label // 5) + 2, 5 * (label % 5) + 1
    for row in rows[top:top + 10]:
        row[left:left + 4] = b"\xff" * 4
    return rows


def npy(kind, shape, data):
    header = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}"
    header += " " * (-(len(header) + 11) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data


def write_npz(path, count):
    generator = random.Random(1)
    images = b"".join(b"".join(image(generator, at % 10)) for at in range(count))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("images.npy", npy("|u1", (count, SIZE, SIZE), images))
        archive.writestr("labels.npy", npy("|u1", (count,), bytes(at % 10 for at in range(count))))


def write_folder(path, images):
    """Writes grey images, each rows with a label, as PNG files in a folder for each class."""
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    for at, (rows, label) in enumerate(images):
        file = path / f"digit {label}" / f"{at}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        size = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
        data = zlib.compress(b"".join(b"\0" + row for row in rows))
        file.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", data) + chunk(b"IEND", b""))


def digits_of(folder):
    """Yields the images of training in a folder of the MNIST form: rows with a label."""
    names = ("images-idx3-ubyte", "labels-idx1-ubyte")
    images, labels = (gzip.decompress((folder / f"train-{name}.gz").read_bytes()) for name in names)
    count, height, width = struct.unpack(">III", images[4:16])
    for at in range(count):
        begin = 16 + at * height * width
        yield [images[begin + row * width:][:width] for row in range(height)], labels[8 + at]


def case_of(name, place, digits):
    """Returns description, images and number of epochs."""
    text = (ROOT / "specs/inception_v1_digits.yaml").read_text()
    spec, data = place / f"{name}.yaml", place / f"{name}.npz"
    if name == "arrays":
        if digits:
            data = digits
        else:
            write_npz(data, 1500)
        spec.write_text(text)
        return spec, data, 3
    if name in ("digits", "pictures"):
        spec, data = ROOT / "specs/uci_digits.yaml", ROOT / "examples/data/uci_digits"
        if name == "pictures":
            write_folder(place / name, digits_of(data))
            data = place / name
        return spec, data, 3
    data = place / "noise"
    generator = random.Random(2)
    write_folder(data, [(image(generator, at % 10), at % 10) for at in range(1200)])
    training = ("training:\n  optimizer: adam\n  learning_rate: {cosine: 0.001, warmup: 1}\n  batch: 25\n"
                "  average: 0.99\n"
                "  augment: {flip: horizontal, area: [0.6, 1], color: 0.2, rotate: 10, shift: 2}\n")
    text = text.replace("activation: relu, l2", "activation: relu, batch_norm: true, l2")
    spec.write_text(text[:text.index("training:")] + training)
    return spec, data, 3


def words(args, spec, data, run, epochs, threads):
    return [args.googlenet, "train", spec, "--data", data, "--validation", "0.2", "-o", run, "--epochs", str(epochs),
            "--threads", str(threads), "--save-every", str(args.save_every), "--quiet"]


def check_complete(run):
    for file in run.glob("*.safetensors"):
        data = file.read_bytes()
        end = 8 + struct.unpack("<Q", data[:8])[0]
        header = json.loads(data[8:end])
        header.pop("__metadata__", None)
        size = end + max(tensor["data_offsets"][1] for tensor in header.values())
        if size != len(data):
            sys.exit(f"{file} has {len(data)} bytes, expected {size}")


def metrics(run):
    lines = [json.loads(line) for line in (run / "metrics.jsonl").read_text().splitlines()]
    times = ("seconds", "images_per_second")
    return [{key: value for key, value in line.items() if key not in times} for line in lines]


def lines_of(run):
    """Returns the number of lines of metrics that a run has."""
    file = run / "metrics.jsonl"
    return file.read_bytes().count(b"\n") if file.exists() else 0


def wait_for_write(run, process):
    """Waits until a file of the run is being written."""
    while process.poll() is None:
        if run.is_dir() and any(".part-" in name for name in os.listdir(run)):
            return True
    return False


def killed(command, run, most, is_write, number, generator):
    """Starts a run, and ends it after up to `most` further lines of metrics. Returns what happened, or None if it was
    complete before."""
    lines = lines_of(run) + round(generator.uniform(0, most))
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while lines_of(run) < lines and process.poll() is None:
        time.sleep(0.001)
    time.sleep(generator.uniform(0, 0.1))
    seen = is_write and wait_for_write(run, process)
    if process.poll() is None:
        process.send_signal(number)
    said = process.communicate()[1].strip()
    if process.returncode == 0:
        return None
    expected = 130 if number == signal.SIGINT else -number
    # Before the handler is there SIGINT ends the program as it ends any other.
    if process.returncode != expected and not (number == signal.SIGINT and process.returncode == -number):
        sys.exit(f"exit status {process.returncode}: {said}")
    what = " while a file was written" if seen else ""
    return f"{signal.Signals(number).name}{what}, {lines_of(run)} lines of metrics" + (f"; {said}" if said else "")


def check(name, args, place, generator):
    spec, data, epochs = case_of(name, place, args.digits)
    whole, run = place / f"{name}-whole", place / f"{name}-run"
    subprocess.run(words(args, spec, data, whole, epochs, args.threads[0]), stdout=subprocess.DEVNULL, check=True)
    lines = lines_of(whole)
    print(f"{name}: {epochs} epochs, {lines} lines of metrics", flush=True)
    kills = 0
    while kills < args.kills:
        number = signal.SIGINT if kills == args.kills // 2 else signal.SIGKILL
        # In the mean all kills together are as far as the run is long, if nothing of what was done is lost.
        command = words(args, spec, data, run, epochs, args.threads[kills % len(args.threads)]) + ["--resume"]
        happened = killed(command, run, 2 * lines / args.kills, kills % 2 == 1, number, generator)
        if happened is None:
            compare(name, whole, run)
            print("  complete and the same; begins anew", flush=True)
            shutil.rmtree(run)
            continue
        kills += 1
        print(f"  {kills}: {happened}", flush=True)
        if run.is_dir():
            check_complete(run)
    command = words(args, spec, data, run, epochs, args.threads[-1]) + ["--resume"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    compare(name, whole, run)
    print(f"  the same weights and metrics after {kills} kills", flush=True)


def compare(name, whole, run):
    """Ends the program if two complete runs have other weights, metrics or files."""
    for file in ["last.safetensors", "best.safetensors"]:
        if (whole / file).read_bytes() != (run / file).read_bytes():
            sys.exit(f"{name}: {file} differs")
    if metrics(whole) != metrics(run):
        sys.exit(f"{name}: the metrics differ")
    files = [sorted(os.listdir(folder)) for folder in (whole, run)]
    if files[0] != files[1]:
        sys.exit(f"{name}: the folders have other files: {sorted(set(files[0]) ^ set(files[1]))}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--googlenet", default="target/release/googlenet")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--case", default="arrays,folder,digits,pictures")
    parser.add_argument("--digits", type=pathlib.Path, help=".npz file of images of 28x28 and labels of 10 classes")
    parser.add_argument("--threads", type=lambda text: [int(number) for number in text.split(",")], default=[1, 2, 3],
                        help="numbers of threads that the runs take in turn")
    parser.add_argument("--save-every", type=int, default=7)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    generator = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as place:
        for name in args.case.split(","):
            check(name, args, pathlib.Path(place), generator)


if __name__ == "__main__":
    main()
