"""Makes the images of this folder, and in `expected/` the images that Pillow reads from them and resizes them to.

    pip install pillow==13.0.0 && python make.py

The photographs are `../../assets/coffee_224.png` and `chelsea_224.png`, centre crops of scikit-image's `coffee` and
`chelsea`, both CC0; all other images are cut or computed from them.
"""

import struct
from pathlib import Path

from PIL import Image, ImageOps

HERE = Path(__file__).parent
ASSETS = HERE / "../../assets"
EXPECTED = HERE / "expected"

# Widths and heights: much smaller than the photograph, slightly smaller, and smaller along one axis only.
SIZES = {"coffee": [(97, 61), (64, 64), (31, 224)], "chelsea": [(40, 90), (112, 112), (224, 31), (7, 5)]}


def expect(name, image):
    image.save(EXPECTED / f"{name}.png", optimize=True)


def resized():
    for name, sizes in SIZES.items():
        image = Image.open(ASSETS / f"{name}_224.png").convert("RGB")
        for size in sizes:
            expect(f"{name}_{size[0]}x{size[1]}", image.resize(size, Image.Resampling.BILINEAR))
        expect(f"{name}_grey_50x70", image.convert("L").resize((50, 70), Image.Resampling.BILINEAR))
        # torchvision's Resize(40) and CenterCrop(31), on an image that is not square.
        wide = image.crop((0, 20, 224, 150))
        short = wide.resize((int(40 * 224 / 130), 40), Image.Resampling.BILINEAR)
        left, top = round((short.width - 31) / 2), round((short.height - 31) / 2)
        expect(f"{name}_shorter_40_crop_31", short.crop((left, top, left + 31, top + 31)))
    for size in [(47, 33), (21, 17), (20, 50)]:
        expect(f"rgb_{size[0]}x{size[1]}", small().resize(size, Image.Resampling.BILINEAR))


def small():
    image = Image.open(ASSETS / "chelsea_224.png").convert("RGB").crop((80, 40, 200, 136)).resize((20, 16))
    # Squares of different colours in three corners show the orientation.
    for at, color in [((0, 0), (255, 0, 0)), ((16, 0), (0, 255, 0)), ((0, 12), (0, 0, 255))]:
        image.paste(color, (*at, at[0] + 4, at[1] + 4))
    return image


def written(name, image, **options):
    """Writes an image to a file and, in `expected/`, the image that Pillow reads from it, upright and in RGB."""
    image.save(HERE / name, **options)
    read(name)


def read(name):
    with Image.open(HERE / name) as image:
        upright = ImageOps.exif_transpose(image)
        expect(name.replace(".", "_"), upright.convert("RGB"))


def orientations():
    exif = Image.Exif()
    for orientation in range(1, 9):
        exif[0x0112] = orientation
        written(f"orientation_{orientation}.jpg", small(), quality=95, subsampling=0, exif=exif)
    exif[0x0112] = 6
    written("orientation_6.png", small(), exif=exif)
    written("orientation_6.webp", small(), lossless=True, exif=exif)


def colours():
    image = small()
    alpha = image.convert("L").point(lambda value: 255 - value)
    clear = image.copy()
    clear.putalpha(alpha)
    grey = image.convert("L")
    written("rgb.png", image)
    written("rgba.png", clear)
    written("grey.png", grey)
    written("grey_alpha.png", Image.merge("LA", (grey, alpha)))
    written("palette.png", image.quantize(16))
    written("black_and_white.png", image.convert("1"))
    written("rgb.bmp", image)
    written("palette.bmp", image.quantize(16))
    written("lossless.webp", image, lossless=True)
    written("transparent.webp", clear, lossless=True, exact=True)
    written("lossy.webp", image, quality=80)
    written("baseline.jpg", image, quality=95, subsampling=0)
    written("subsampled.jpg", image, quality=95, subsampling=2)
    written("progressive.jpg", image, quality=95, subsampling=0, progressive=True)
    written("grey.jpg", grey, quality=95)
    written("restarts.jpg", image, quality=95, subsampling=0, restart_marker_blocks=1)


def sixteen_bits():
    """Writes PNG files of 16 bits, as Pillow cannot in colour. Pillow reads the higher byte of each value."""
    import zlib

    image = small()
    width, height = image.size

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    for name, kind, channels in [("rgb_16.png", 2, 3), ("rgba_16.png", 6, 4), ("grey_16.png", 0, 1)]:
        source = image if channels > 1 else image.convert("L")
        rows = bytearray()
        for y in range(height):
            rows.append(0)
            for x in range(width):
                pixel = source.getpixel((x, y))
                values = list(pixel) if channels > 1 else [pixel]
                values += [77] * (channels - len(values))
                for value in values:
                    # The lower byte is above 128, so that rounding to 8 bits would change the higher one.
                    rows += bytes([value, 255 - (x + y) % 100])
        header = struct.pack(">IIBBBBB", width, height, 16, kind, 0, 0, 0)
        data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(rows), 9)) + chunk(b"IEND", b"")
        (HERE / name).write_bytes(data)
        expect(name.replace(".", "_"), source.convert("RGB"))
        if channels == 3:
            with Image.open(HERE / name) as read_back:
                assert read_back.convert("RGB").tobytes() == source.tobytes(), "Pillow reads the higher bytes"


def inks():
    """Writes CMYK JPEG files. Pillow writes them inverted, with Adobe's segment, like Photoshop, and reads all so."""
    image = small()
    cyan, magenta, yellow = (band.point(lambda value: 255 - value) for band in image.split())
    black = image.convert("L").point(lambda value: (255 - value) // 3)
    cmyk = Image.merge("CMYK", (cyan, magenta, yellow, black))
    written("cmyk_adobe.jpg", cmyk, quality=95)
    # A copy without Adobe's segment, which Pillow also reads as inverted.
    data = (HERE / "cmyk_adobe.jpg").read_bytes()
    at = data.index(b"\xff\xee")
    length = struct.unpack(">H", data[at + 2 : at + 4])[0]
    (HERE / "cmyk_plain.jpg").write_bytes(data[:at] + data[at + 2 + length :])
    read("cmyk_plain.jpg")
    # A copy with Adobe's transform 2, by which the first three components are YCbCr.
    changed = bytearray(data)
    changed[at + 2 + length - 1] = 2
    (HERE / "ycck_adobe.jpg").write_bytes(bytes(changed))
    read("ycck_adobe.jpg")


EXPECTED.mkdir(exist_ok=True)
resized()
orientations()
colours()
sixteen_bits()
inks()
