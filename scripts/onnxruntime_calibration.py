#!/usr/bin/env python3
"""Compares calibration and static quantisation with ONNX Runtime's.

    python3 scripts/onnxruntime_calibration.py figures FIGURES.json [--googlenet target/release/googlenet]
    python3 scripts/onnxruntime_calibration.py agreement [--googlenet target/release/googlenet]
    python3 scripts/onnxruntime_calibration.py agreement MODEL.onnx CALIBRATION.npy TEST.npy

Needs onnxruntime, onnx and numpy (tried: onnxruntime 1.32, onnx 1.22, numpy 2.4).

`figures` writes what ONNX Runtime's calibrators (MinMax, Percentile, Entropy) choose for values of a formula, and MinMax for the
results of specs/uci_digits.yaml with its weights, on every seventh image of training: tests/fixtures/calibration.json, with
which tests/tests/quantization/figures.rs compares.

`agreement` quantises the network by `quantize_static` (QDQ, weights of 8 bits by channel, activations of 8 bits without sign)
with each calibrator and its own defaults (of Entropy 128 bins), and prints the share of images whose class is that of f32:
of the test images of the digits or, of another model, of the images, NCHW floats, of TEST.npy.
"""

import argparse
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent


def formula(tensor, count):
    """The pseudo-random numbers from -1 to 1 of `googlenet_runtime::weights::formula`."""
    with np.errstate(over="ignore"):
        z = (np.uint64(tensor) << np.uint64(32)) + np.arange(count, dtype=np.uint64) + np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(40)).astype(np.float64) / 8388608.0 - 1.0


def cases():
    """Values of results for three images each, by name; the tests compute the same."""
    u = [formula(100 + image, 4096) for image in range(3)]
    v = [formula(200 + image, 4096) for image in range(3)]
    w = [formula(300 + image, 4096) for image in range(3)]
    bell = [a + b + c for a, b, c in zip(u, v, w)]
    made = {
        "uniform": u,
        "bell": bell,
        "relu": [np.maximum(values, 0.0) for values in bell],
        "heavy": [values * values * values * values * values for values in bell],
        "growing": [values * (image + 1) for image, values in enumerate(bell)],
        "sparse": [np.maximum(values - 0.99, 0.0) for values in u],
        "constant": [np.full(4096, 0.75) for _ in range(3)],
        "outlier": [np.where(np.arange(4096) == 7, 1e6, np.maximum(values, 0.0)) for values in bell],
    }
    return {name: [values.astype(np.float32) for values in images] for name, images in made.items()}


def limits_of_values():
    from onnxruntime.quantization.calibrate import HistogramCollector

    def collected(method, images, num_bins=2048, num_quantized_bins=256, percentile=99.999):
        collector = HistogramCollector(method, False, num_bins, num_quantized_bins, percentile, "same")
        collector.collect({"values": images})
        low, high = collector.compute_collection_result()["values"][:2]
        return [float(low), float(high)]

    figures = {}
    for name, images in cases().items():
        every = np.concatenate(images)
        # What is never negative has as many steps on one side of 0.
        steps = {"num_quantized_bins": 512 if every.min() >= 0 else 256}
        figures[name] = {
            "minmax": [float(every.min()), float(every.max())],
            "percentile": collected("percentile", images),
            "entropy": collected("entropy", images, **steps),
        }
    return figures


def digits(part):
    """Images of the digits, NCHW, as the description's preprocessing makes them."""
    folder = ROOT / "examples/data/uci_digits"
    plain = folder / f"{part}-images-idx3-ubyte"
    data = plain.read_bytes() if plain.exists() else gzip.decompress((folder / f"{plain.name}.gz").read_bytes())
    return (np.frombuffer(data, np.uint8, offset=16).reshape(-1, 1, 8, 8) * (1.0 / 255.0)).astype(np.float32)


def export(googlenet, to):
    words = [googlenet, "export", ROOT / "specs/uci_digits.yaml", "--weights", ROOT / "examples/data/uci_digits.safetensors"]
    subprocess.run([str(word) for word in [*words, "-o", to]], check=True)


class Images:
    """A reader of calibration data: images one by one."""

    def __init__(self, name, images):
        self.left = iter([{name: image[None]} for image in images])

    def get_next(self):
        return next(self.left, None)


def input_name(model):
    import onnxruntime

    return onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"]).get_inputs()[0].name


def limits_of_digits(model, place):
    from onnxruntime.quantization.calibrate import CalibrationMethod, create_calibrator

    calibrator = create_calibrator(
        str(model), augmented_model_path=str(place / "augmented.onnx"), calibrate_method=CalibrationMethod.MinMax
    )
    calibrator.collect_data(Images(input_name(model), digits("train")[::7]))
    found = {}
    for tensor, data in calibrator.compute_data().items():
        found[tensor] = {"minmax": [np.asarray(end).item() for end in data.range_value]}
    return found


def classes(model, images):
    import onnxruntime

    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return np.array([session.run(None, {name: image[None]})[0].ravel().argmax() for image in images])


def agreement(model, calibration, test, place):
    from onnxruntime.quantization import CalibrationMethod, QuantFormat, QuantType, quantize_static
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = place / "prepared.onnx"
    quant_pre_process(str(model), str(prepared), skip_symbolic_shape=True)
    expected = classes(model, test)
    kinds = [CalibrationMethod.MinMax, CalibrationMethod.Percentile, CalibrationMethod.Entropy]
    for kind in kinds:
        quantized = place / "quantized.onnx"
        quantize_static(
            str(prepared), str(quantized), Images(input_name(model), calibration), quant_format=QuantFormat.QDQ,
            per_channel=True, activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8, calibrate_method=kind,
        )
        same = int((classes(quantized, test) == expected).sum())
        print(f"{kind.name.lower()}: {same} of {len(test)} images, {100 * same / len(test):.2f} %")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["figures", "agreement"])
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    parser.add_argument("--googlenet", default="target/release/googlenet")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = pathlib.Path(temporary)
        if args.what == "agreement" and len(args.files) == 3:
            model, calibration, test = args.files
            agreement(model, np.load(calibration), np.load(test), place)
            return
        if len(args.files) != (1 if args.what == "figures" else 0):
            sys.exit("expected FIGURES.json, or nothing, or MODEL.onnx CALIBRATION.npy TEST.npy")
        model = place / "digits.onnx"
        export(args.googlenet, model)
        if args.what == "agreement":
            agreement(model, digits("train")[::7], digits("test"), place)
            return
        import onnxruntime

        figures = {
            "source": f"scripts/onnxruntime_calibration.py figures, onnxruntime {onnxruntime.__version__}, "
                      f"numpy {np.__version__}",
            "values": limits_of_values(),
            "digits": limits_of_digits(model, place),
        }
        args.files[0].write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
