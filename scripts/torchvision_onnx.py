"""Exports networks of torchvision to ONNX and compares their imports with ONNX Runtime.

    torchvision_onnx.py GOOGLENET [NETWORK...] [--exporter script-11,script-13,script-17,dynamo-18] [--keep FOLDER]

Not a part of `.ci/run`: PyTorch is several gigabytes. In a virtual environment:

    pip install torch torchvision onnx onnxruntime onnxscript numpy

GOOGLENET is the binary of the command line. Each network gets seeded random weights and statistics of batch
normalisations that are not 0 and 1, is exported by torch's exporters (`script-13`: that over TorchScript, with opset 13;
`dynamo-18`: that over `torch.export`) and compared by `googlenet-interop/tests/onnxruntime/imported.py`, which prints a
line for each. `-dynamic` behind an exporter leaves the batch open. Files are removed once they are compared, unless
`--keep` names a folder for them. The exit status is 1 if a network is refused or differs.
"""

import argparse
import contextlib
import io
import sys
import tempfile
import warnings
from pathlib import Path

import torch
import torchvision

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "googlenet-interop" / "tests" / "onnxruntime"))
from imported import check  # noqa: E402

# Height and width where they are not 224.
SIDES = {"inception_v3": 299}
NETWORKS = [
    "alexnet",
    "googlenet",
    "googlenet_aux",
    "googlenet_transform",
    "inception_v3",
    "resnet18",
    "resnet50",
    "resnext50_32x4d",
    "squeezenet1_0",
    "squeezenet1_1",
    "mobilenet_v2",
    "mobilenet_v3_small",
    "mobilenet_v3_large",
    "shufflenet_v2_x1_0",
    "densenet121",
    "vgg16",
    "vgg16_bn",
    "efficientnet_b0",
    "mnasnet1_0",
    "convnext_tiny",
    "regnet_y_400mf",
    "fcn_resnet50",
    "deeplabv3_mobilenet_v3_large",
    "lraspp_mobilenet_v3_large",
]
EXPORTERS = "script-11,script-13-dynamic,script-17,dynamo-18,dynamo-20-dynamic"


def network(name):
    """Returns a network of torchvision with seeded weights."""
    torch.manual_seed(20)
    options = {"weights": None}
    if name.startswith(("fcn", "deeplab", "lraspp")):
        options |= {"weights_backbone": None}
    name, _, variant = name.partition("_") if name.startswith("googlenet") else (name, "", "")
    if name in ("googlenet", "inception_v3"):
        options |= {"init_weights": False, "aux_logits": variant == "aux"}
    if name == "googlenet":
        # That with trained weights normalises each channel of its input anew.
        options |= {"transform_input": variant == "transform"}
    model = torchvision.models.get_model(name, **options)
    for module in model.modules():
        if isinstance(module, (torch.nn.Conv2d, torch.nn.Linear)):
            torch.nn.init.kaiming_uniform_(module.weight, nonlinearity="relu")
            if module.bias is not None:
                torch.nn.init.uniform_(module.bias, -0.1, 0.1)
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(module.weight, 0.6, 1.2)
            torch.nn.init.uniform_(module.bias, -0.2, 0.2)
            torch.nn.init.uniform_(module.running_mean, -0.2, 0.2)
            torch.nn.init.uniform_(module.running_var, 0.7, 1.3)
    if variant == "aux":
        # In inference the network has its main output alone; the heads are exported with it as those of training.
        return WithHeads(model).eval()
    return model.eval()


class WithHeads(torch.nn.Module):
    """A GoogLeNet that returns the results of its heads, too, whose pooling is that of the paper: torchvision's, to 4x4
    pixels of 14x14, has no operator in ONNX."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, x):
        own = self.model
        x = own.maxpool2(own.conv3(own.conv2(own.maxpool1(own.conv1(x)))))
        x = own.inception4a(own.maxpool3(own.inception3b(own.inception3a(x))))
        first = self.head(own.aux1, x)
        x = own.inception4d(own.inception4c(own.inception4b(x)))
        second = self.head(own.aux2, x)
        x = own.inception5b(own.inception5a(own.maxpool4(own.inception4e(x))))
        return own.fc(own.dropout(torch.flatten(own.avgpool(x), 1))), second, first

    @staticmethod
    def head(own, x):
        x = torch.flatten(own.conv(torch.nn.functional.avg_pool2d(x, 5, 3)), 1)
        return own.fc2(own.dropout(torch.nn.functional.relu(own.fc1(x))))


def export(model, exporter, side, path):
    """Exports a network by the exporter of this name."""
    kind, opset, *dynamic = exporter.split("-")
    x = torch.randn(2 if dynamic else 1, 3, side, side)
    options = {"opset_version": int(opset), "dynamo": kind == "dynamo", "input_names": ["image"]}
    if dynamic and kind == "dynamo":
        options["dynamic_shapes"] = ({0: torch.export.Dim("batch")},)
    elif dynamic:
        options["dynamic_axes"] = {"image": {0: "batch"}}
    if kind == "dynamo":
        options["external_data"] = False
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        torch.onnx.export(model, (x,), str(path), verbose=False, **options)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("networks", nargs="*", metavar="NETWORK")
    parser.add_argument("--exporter", default=EXPORTERS)
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    binary = str(Path(args.binary).resolve())
    print(f"torch {torch.__version__}, torchvision {torchvision.__version__}", flush=True)
    agreed = []
    for name in args.networks or NETWORKS:
        model = network(name)
        for exporter in args.exporter.split(","):
            with tempfile.TemporaryDirectory() as folder:
                path = (args.keep or Path(folder)) / f"{name}-{exporter}.onnx"
                path.parent.mkdir(parents=True, exist_ok=True)
                try:
                    export(model, exporter, SIDES.get(name, 224), path)
                except Exception as error:
                    print(f"{path.stem}: torch cannot export it: {str(error).splitlines()[0]}", flush=True)
                    continue
                agreed.append(check(binary, path, Path(folder) / "imported"))
    print(f"{sum(agreed)} of {len(agreed)} agree")
    sys.exit(0 if all(agreed) else 1)


if __name__ == "__main__":
    main()
