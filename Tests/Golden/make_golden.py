"""Writes operations.safetensors, model.safetensors, pictures.safetensors and picture.png beside this file (see README.md)."""
import torch

import golden_model
import golden_operations
import golden_pictures

if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    golden_operations.write()
    golden_model.write()
    golden_pictures.write()
