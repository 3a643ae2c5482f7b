"""Weights of torchvision's networks go in, compute the same, go out again under PyTorch's names, and load there strictly.

    torchvision_weights.py GOOGLENET [NETWORK...] [--forms zip,old,...]

Not a part of `.ci/run`: PyTorch is several gigabytes. In a virtual environment:

    pip install torch torchvision safetensors numpy

GOOGLENET is the binary of the command line. Each network gets seeded random weights and statistics of batch
normalisations that are not 0 and 1, and is saved: as a zip archive (`zip`), as before PyTorch 1.6 (`old`), as a checkpoint
of several devices with an optimiser (`checkpoint`), as safetensors of 32 bits and of both kinds of 16 (`F32`, `F16`,
`BF16`). Unless `--forms` says which, each network has two of these in turn. The results for a random input agree within
2e-5 of the largest value, with the same rounded weights; tensors that went out are equal to the bit. The exit status is 1
if one differs.
"""

import argparse
import tempfile
import warnings
from pathlib import Path

import safetensors.torch
import torch
import torchvision
from weights_kit import SPECS, check, image

NETWORKS = [
    "inception_v3",
    "resnet18",
    "resnet50",
    "resnext50_32x4d",
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
FORMS = ["zip", "old", "checkpoint", "F32", "F16", "BF16"]
NARROW = {"F16": torch.float16, "BF16": torch.bfloat16}


def build(name):
    options = {"weights": None}
    if name in ("googlenet", "inception_v3"):
        options |= {"init_weights": False, "aux_logits": True}
    return torchvision.models.get_model(name, **options).eval()


def network(name):
    """Returns a network with seeded weights."""
    torch.manual_seed(20)
    model = build(name)
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
    return model


def save(model, form, folder):
    """Saves the weights in a form, and returns the file."""
    state = {key: value.clone() for key, value in model.state_dict().items()}
    file = folder / f"{form}.{'pth' if form in ('zip', 'old', 'checkpoint') else 'safetensors'}"
    if form == "checkpoint":
        optimiser = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9)
        for parameter in model.parameters():
            parameter.grad = torch.zeros_like(parameter)
        optimiser.step()
        parallel = {f"module.{key}": value for key, value in state.items()}
        torch.save({"epoch": 3, "state_dict": parallel, "optimizer": optimiser.state_dict()}, file)
    elif form in ("zip", "old"):
        torch.save(state, file, _use_new_zipfile_serialization=form == "zip")
    else:
        narrow = NARROW.get(form, torch.float32)
        state = {key: value.to(narrow) if value.is_floating_point() else value for key, value in state.items()}
        safetensors.torch.save_file(state, file)
    return file


def back(name, model):
    """Returns what `check` takes: weights that went out load strictly into a new network, and are equal."""

    def compare(file):
        state = safetensors.torch.load_file(file)
        other = build(name)
        other.load_state_dict(state, strict=True)
        own, others = model.state_dict(), other.state_dict()
        differ = [key for key, value in own.items() if value.is_floating_point() and not torch.equal(value, others[key])]
        return f"{differ[0]} and others differ that went out" if differ else ""

    return ["--names", "torchvision", "back.safetensors"], compare


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("networks", nargs="*", metavar="NETWORK")
    parser.add_argument("--forms")
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    binary = str(Path(args.binary).resolve())
    print(f"torch {torch.__version__}, torchvision {torchvision.__version__}", flush=True)
    agreed = []
    for name in args.networks or NETWORKS:
        spec = SPECS / ("googlenet_torchvision.yaml" if name == "googlenet" else f"torchvision/{name}.yaml")
        first = 2 * NETWORKS.index(name) % len(FORMS)
        for form in args.forms.split(",") if args.forms else FORMS[first : first + 2]:
            model = network(name)
            if form in NARROW:
                state = {key: value.to(NARROW[form]) for key, value in model.state_dict().items()}
                model.load_state_dict({key: value.float() for key, value in state.items()})
            x = image(299 if name == "inception_v3" else 224)
            with torch.no_grad():
                y = model(torch.from_numpy(x.transpose(2, 0, 1)[None].copy()))
                y = torch.softmax(y, 1) if name == "googlenet" else y
            with tempfile.TemporaryDirectory() as folder:
                folder = Path(folder)
                file = save(model, form, folder)
                agreed.append(check(binary, spec, file, x, y.numpy(), folder, back(name, model)))
    print(f"{sum(agreed)} of {len(agreed)} agree")
    raise SystemExit(not all(agreed))


if __name__ == "__main__":
    main()
