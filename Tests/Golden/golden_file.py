"""A golden file: named float32 arrays with their seed, versions and tolerance in the metadata."""
import json
import pathlib

import numpy
import torch
from safetensors.numpy import save_file

HERE = pathlib.Path(__file__).parent
SEED = 11


def draw(generator, *shape, scale=1.0):
    """Random values that float32 holds exactly, in double precision: both sides start from the same numbers."""
    return (torch.randn(*shape, generator=generator) * scale).double()


class Golden:
    def __init__(self, name, tolerance, seed=SEED, **facts):
        self.name, self.arrays = name, {}
        self.metadata = {"seed": str(seed), "torch": torch.__version__, "tolerance": str(tolerance), "precision": "float64",
                         **{key: json.dumps(value) for key, value in facts.items()}}

    def add(self, key, value):
        value = torch.as_tensor(value).detach().double().numpy()
        self.arrays[key] = numpy.ascontiguousarray(numpy.atleast_1d(value).astype(numpy.float32))

    def write(self):
        path = HERE / f"{self.name}.safetensors"
        save_file(self.arrays, str(path), metadata=self.metadata)
        path.chmod(0o644)
        print(f"{path.name}: {len(self.arrays)} arrays, {path.stat().st_size} bytes")
