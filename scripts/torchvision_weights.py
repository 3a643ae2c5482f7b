"""Compares descriptions of torchvision's networks with these: names, shapes and values of all weights, and results.

    torchvision_weights.py GOOGLENET [NETWORK...]

Not a part of `.ci/run`: PyTorch is several gigabytes. In a virtual environment:

    pip install torch torchvision numpy

GOOGLENET is the binary of the command line. Each network gets seeded random weights and statistics of batch
normalisations that are not 0 and 1. They are given the names of the description's tensors by the names that it has for
layers elsewhere, each exactly once, and the results for a random input agree within 2e-5 of the largest value. A line
for each network says so; the exit status is 1 if one differs.
"""

import argparse
import tempfile
from pathlib import Path

import numpy
import torch
import torchvision
from named_weights import row, run, taken, tensors

SPECS = Path(__file__).resolve().parent.parent / "specs"
NETWORKS = [
    "inception_v3",
    "resnet18",
    "resnet50",
    "squeezenet1_1",
    "mobilenet_v2",
    "mobilenet_v3_small",
    "shufflenet_v2_x1_0",
    "densenet121",
    "vgg16",
    "vgg16_bn",
    "efficientnet_b0",
    "googlenet",
]
TENSORS = {
    "kernel": "weight",
    "bias": "bias",
    "gamma": "weight",
    "beta": "bias",
    "moving_mean": "running_mean",
    "moving_variance": "running_var",
}
# Channels, height and width of the maps that layers read flattened.
FLATTENED = {"vgg16": {"classifier.0": (512, 7, 7)}, "vgg16_bn": {"classifier.0": (512, 7, 7)}}
FLATTENED["googlenet"] = {f"aux{at}.fc1": (128, 4, 4) for at in (1, 2)}


def network(name):
    """Returns a network with seeded weights."""
    torch.manual_seed(20)
    options = {"weights": None}
    if name in ("googlenet", "inception_v3"):
        options |= {"init_weights": False, "aux_logits": True}
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
    return model.eval()


def turned(network):
    def of(tensor, theirs):
        source, kind = tensor["source"], tensor["name"].rsplit(".", 1)[1]
        name = f"{source}.{TENSORS[kind]}"
        value = theirs[name]
        flattened = FLATTENED.get(network, {}).get(source)
        if kind == "kernel" and flattened:
            value = value.reshape(-1, *flattened).transpose(0, 2, 3, 1).reshape(len(value), -1)
        if kind == "kernel":
            value = value.transpose(2, 3, 1, 0) if value.ndim == 4 else value.T
        return name, value

    return of


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("networks", nargs="*", metavar="NETWORK")
    args = parser.parse_args()
    binary = str(Path(args.binary).resolve())
    print(f"torch {torch.__version__}, torchvision {torchvision.__version__}", flush=True)
    agreed = []
    for name in args.networks or NETWORKS:
        spec = SPECS / ("googlenet_torchvision.yaml" if name == "googlenet" else f"torchvision/{name}.yaml")
        model = network(name)
        theirs = {key: value.numpy() for key, value in model.state_dict().items()}
        theirs = {key: value for key, value in theirs.items() if not key.endswith("num_batches_tracked")}
        listed = tensors(binary, spec)
        weights, left = taken(listed, theirs, turned(name))
        side = 299 if name == "inception_v3" else 224
        x = numpy.random.default_rng(7).uniform(-1, 1, (side, side, 3)).astype(numpy.float32)
        with torch.no_grad():
            y = model(torch.from_numpy(x.transpose(2, 0, 1)[None].copy()))
            if name == "googlenet":
                y = torch.softmax(y, 1)
        with tempfile.TemporaryDirectory() as folder:
            ours = run(binary, spec, weights, x, Path(folder))
        count = sum(value.size for value in theirs.values())
        agreed.append(row(name, spec, listed, left, count, ours, y.numpy()))
    raise SystemExit(not all(agreed))


if __name__ == "__main__":
    main()
