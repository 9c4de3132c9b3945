"""A golden file: named float32 arrays with their seed, versions and tolerance in the metadata."""
import json
import pathlib

import numpy
import torch

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
        """The safetensors format, written here because the library's order of metadata changes from run to run."""
        header, offset = {"__metadata__": self.metadata}, 0
        for key, array in self.arrays.items():
            header[key] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [offset, offset + array.nbytes]}
            offset += array.nbytes
        text = json.dumps(header, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 8)
        body = b"".join(array.tobytes() for array in self.arrays.values())
        path = HERE / f"{self.name}.safetensors"
        path.write_bytes(len(text).to_bytes(8, "little") + text + body)
        print(f"{path.name}: {len(self.arrays)} arrays, {path.stat().st_size} bytes")
