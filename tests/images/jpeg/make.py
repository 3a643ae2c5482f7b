"""Makes `kinds.pack`: JPEG files of many kinds by libjpeg-turbo's `cjpeg`, with the pixels that its `djpeg` reads.

    apt-get install libjpeg-turbo-progs && pip install pillow==13.0.0 && python make.py

The picture is cut out of `../../../assets/coffee_224.png` (CC0). See README.md for the format.
"""

import io
import itertools
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
PICTURE = Image.open(HERE / "../../../assets/coffee_224.png").convert("RGB").crop((40, 20, 200, 180))

SCANS = {"alone": "0;1;2;", "luma_alone": "0;1 2;", "two_and_one": "0 1;2;"}


def ppm(size):
    to = io.BytesIO()
    PICTURE.resize(size, Image.Resampling.LANCZOS).save(to, "PPM")
    return to.getvalue()


def encoded(size, *options, scans=None):
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as script:
        if scans:
            script.write(scans.replace(";", ";\n"))
            script.flush()
            options += ("-scans", script.name)
        made = subprocess.run(["cjpeg", *options], input=ppm(size), capture_output=True)
        return made.stdout if made.returncode == 0 else None


def decoded(jpeg):
    read = subprocess.run(["djpeg", "-ppm"], input=jpeg, capture_output=True)
    if read.returncode not in (0, 2) or not read.stdout:
        return None
    to = io.BytesIO()
    Image.open(io.BytesIO(read.stdout)).convert("RGB").save(to, "WEBP", lossless=True, quality=100, method=6)
    return to.getvalue()


def sampled(luma, blue, red):
    return ",".join(f"{h}x{v}" for h, v in (luma, blue, red))


def adobe(transform):
    return b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00" + bytes([transform])


def cases():
    one = (1, 1)
    samplings = [((h, v), one, one) for h, v in itertools.product(range(1, 5), repeat=2)]
    samplings += [(one, c, c) for c in ((2, 1), (1, 2), (2, 2), (4, 1), (1, 4), (3, 1), (1, 3))]
    samplings += [
        ((2, 1), (1, 2), (1, 2)), ((1, 2), (2, 1), (2, 1)), ((2, 2), (2, 1), (2, 1)), ((2, 2), (1, 2), (1, 2)),
        ((2, 2), (2, 1), (1, 2)), ((2, 1), one, (2, 1)), ((4, 1), (2, 1), one), ((1, 4), (1, 2), (1, 2)),
        ((4, 2), (1, 1), (1, 1)), ((2, 1), (4, 1), (4, 1)), ((3, 1), (1, 1), (3, 1)), ((2, 2), (2, 2), (2, 2)),
    ]
    for sampling in samplings:
        name = sampled(*sampling)
        options = ("-quality", "85", "-optimize", "-sample", name)
        size = (13, 35) if sampling[0][1] + sampling[1][1] > 3 else (37, 13)
        yield f"sampled {name}", encoded(size, *options)
        yield f"sampled {name}, scans alone", encoded(size, *options, scans=SCANS["alone"])
    restarts = itertools.cycle(("1B", "3B", "1"))
    for name, script in SCANS.items():
        for sampling in ("2x2,1x1,1x1", "2x1,1x1,1x1", "1x2,1x1,1x1", "1x1,2x2,2x2"):
            restart = next(restarts)
            options = ("-quality", "70", "-optimize", "-sample", sampling, "-restart", restart)
            yield f"scans {name}, {sampling}, restart {restart}", encoded((23, 17), *options, scans=script)
    for restart in ("1B", "2B", "5B", "1"):
        yield f"restart {restart}", encoded((37, 19), "-restart", restart)
    for size in ((1, 1), (1, 9), (9, 1), (7, 5), (8, 8), (15, 17), (33, 16)):
        for sampling in ("2x2", "4x1"):
            yield f"size {size[0]}x{size[1]}, {sampling}", encoded(size, "-quality", "90", "-optimize", "-sample", sampling)
    for quality in (1, 2, 5, 10, 25, 50, 95, 99, 100):
        for sampling in ("1x1", "2x2")[quality % 2:]:
            yield f"quality {quality}, {sampling}", encoded((24, 16), "-quality", str(quality), "-sample", sampling)
    restart = ()
    for sampling in ("1x1", "2x1", "2x2", "1x2", "4x1", "1x1,2x2,2x2", "4x2", "4x1,2x1,1x1"):
        options = ("-progressive", "-quality", "85", "-sample", sampling)
        yield f"progressive, {sampling} {' '.join(restart)}".rstrip(), encoded((37, 13), *options, *restart)
        restart = () if restart else ("-restart", "2B")
    yield "grey", encoded((21, 19), "-grayscale")
    yield "grey, sampled 2x2", encoded((21, 19), "-grayscale", "-sample", "2x2")
    yield "grey, progressive, restart", encoded((21, 19), "-grayscale", "-progressive", "-restart", "1B")
    rgb = encoded((24, 24), "-rgb", "-quality", "90")
    yield "rgb, adobe", rgb
    marker = rgb.index(b"\xff\xee")
    yield "rgb, by names", rgb[:marker] + rgb[marker + 16:]
    plain = encoded((24, 24), "-quality", "90", "-sample", "1x1")
    jfif = plain.index(b"\xff\xe0")
    yield "jfif and adobe's rgb", plain[:jfif + 18] + adobe(0) + plain[jfif + 18:]
    bare = plain[:jfif] + plain[jfif + 18:]
    yield "neither jfif nor adobe", bare
    yield "adobe's rgb with usual names", bare[:2] + adobe(0) + bare[2:]
    yield "adobe's ycc", bare[:2] + adobe(1) + bare[2:]
    yield "adobe, unknown transform", bare[:2] + adobe(9) + bare[2:]
    yield "a comment between scans", encoded((24, 24), scans=SCANS["alone"]).replace(b"\xff\xda", b"\xff\xfe\x00\x04ab\xff\xda")
    film = encoded((24, 24), "-quality", "80")
    while (at := film.find(b"\xff\xc4")) >= 0:
        film = film[:at] + film[at + 2 + int.from_bytes(film[at + 2:at + 4], "big"):]
    yield "without tables of codes", film


def main():
    packed = io.BytesIO()
    count = 0
    for name, jpeg in cases():
        webp = decoded(jpeg) if jpeg else None
        if webp:
            count += 1
            packed.write(f"{len(jpeg)} {len(webp)} {name}\n".encode() + jpeg + webp)
        else:
            print("not by libjpeg:", name)
    (HERE / "kinds.pack").write_bytes(packed.getvalue())
    print(count, "files,", len(packed.getvalue()), "bytes")


if __name__ == "__main__":
    main()
