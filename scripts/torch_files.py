"""Saves networks of torchvision with `torch.save` and compares what the reader of weight files makes of them.

    torch_files.py [NETWORK...]

Not a part of `.ci/run`: PyTorch is several gigabytes. In a virtual environment: `pip install torch torchvision safetensors`.

Each network gets seeded random weights and statistics of batch normalisations that are not 0 and 1. It is saved as a zip
archive, in the form before PyTorch 1.6, as a checkpoint with an optimiser, and as TorchScript, and beside these as
safetensors. The test `files_of_a_folder_agree` of `googlenet-interop` then reads all and compares every tensor to the bit.
"""

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import torch
import torchvision
from safetensors.torch import save_file

NETWORKS = [
    "alexnet", "googlenet", "inception_v3", "resnet18", "resnext50_32x4d", "vgg11_bn", "densenet121", "squeezenet1_1",
    "mobilenet_v2", "mobilenet_v3_small", "shufflenet_v2_x1_0", "efficientnet_b0", "mnasnet1_0", "convnext_tiny",
    "regnet_y_400mf", "swin_t", "vit_b_32",
]


def main(networks):
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        for name in networks:
            options = {"init_weights": True, "aux_logits": True} if name in ("googlenet", "inception_v3") else {}
            torch.manual_seed(1)
            model = torchvision.models.get_model(name, **options).eval()
            with torch.no_grad():
                for key, value in model.state_dict().items():
                    if key.endswith("running_mean"):
                        value.uniform_(-0.1, 0.1)
                    elif key.endswith("running_var"):
                        value.uniform_(0.9, 1.1)
            state = model.state_dict()
            place = Path(folder)
            floats = {key: value.contiguous() for key, value in state.items() if value.is_floating_point()}
            save_file(floats, place / f"{name}.safetensors")
            torch.save(state, place / f"{name}.zip.pt")
            torch.save(state, place / f"{name}.old.pth", _use_new_zipfile_serialization=False)
            torch.save(torch.nn.DataParallel(model).state_dict(), place / f"{name}.parallel.pt")
            optimiser = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9)
            torch.save({"epoch": 1, "state_dict": state, "optimizer": optimiser.state_dict()}, place / f"{name}.checkpoint.pt")
            torch.jit.trace(model, torch.zeros(1, 3, 299, 299) if name == "inception_v3" else torch.zeros(1, 3, 224, 224),
                            strict=False).save(place / f"{name}.script.pt")
            command = ["cargo", "test", "-q", "-p", "googlenet-interop", "--test", "weight_files", "--", "--ignored",
                       "--nocapture", "files_of_a_folder_agree"]
            ended = subprocess.run(command, env={**os.environ, "GOOGLENET_WEIGHT_FILES": folder}, capture_output=True,
                                   text=True)
            lines = [line for line in ended.stdout.splitlines() if line.startswith("  ")]
            print(name, "ok" if ended.returncode == 0 else "FAILED", *lines, sep="\n", flush=True)
            if ended.returncode != 0:
                sys.exit(ended.stdout + ended.stderr)
            for file in place.iterdir():
                file.unlink()


if __name__ == "__main__":
    main(sys.argv[1:] or NETWORKS)
