"""Packs node tests of the Python package `onnx` into the files of `fixtures`, one for each operator.

    pip install onnx==1.22.0
    python pack.py fixtures

`cases.txt` names the tests. A file is a list of entries, sorted by name: the length of a name as a 32-bit little-endian
number, the name (`TEST/model.onnx`, `TEST/input_0.pb`, `TEST/output_0.pb`), the length of the contents, and these. The
contents are the files of the package, unchanged.
"""

import pathlib
import struct
import sys

import onnx
import onnx.backend.test

HERE = pathlib.Path(__file__).parent
DATA = pathlib.Path(onnx.backend.test.__file__).parent / "data" / "node"


def tests():
    lines = (HERE / "cases.txt").read_text().splitlines()
    return [line.split(":")[0] for line in lines if line and not line.startswith("#")]


def entries(test):
    model = onnx.load(DATA / test / "model.onnx")
    operator = model.graph.node[0].op_type
    files = {f"{test}/model.onnx": (DATA / test / "model.onnx").read_bytes()}
    for path in (DATA / test / "test_data_set_0").glob("*.pb"):
        files[f"{test}/{path.name}"] = path.read_bytes()
    return operator, files


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    by_operator = {}
    for test in tests():
        operator, files = entries(test)
        by_operator.setdefault(operator, {}).update(files)
    for operator, files in by_operator.items():
        with open(folder / f"{operator}.bin", "wb") as packed:
            for name, contents in sorted(files.items()):
                packed.write(struct.pack("<I", len(name)) + name.encode())
                packed.write(struct.pack("<I", len(contents)) + contents)


main()
