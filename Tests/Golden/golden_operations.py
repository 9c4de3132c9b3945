"""Every operation of Autograd: inputs, output, a gradient that comes in, the gradients that go out.

All dimensions of a case differ, so that a transposed axis cannot pass. Computed in double precision.
"""
import math

import torch
import torch.nn.functional as F

from golden_file import SEED, Golden, draw


def local_attention(qkv, heads, side, radius):
    """Multi-head self-attention of each patch over its square neighbourhood: qkv [B, P, 3C]."""
    places = torch.stack(torch.meshgrid(torch.arange(side), torch.arange(side), indexing="ij"), -1).view(-1, 2)
    near = (places[:, None] - places[None]).abs().amax(-1) <= radius
    return attention(qkv, heads, near)


def attention(qkv, heads, mask):
    """Multi-head self-attention where `mask` (broadcast to [B, H, T, T]) says who sees whom."""
    batch, tokens, channels = qkv.shape[0], qkv.shape[1], qkv.shape[2] // 3
    query, key, value = qkv.view(batch, tokens, 3, heads, channels // heads).permute(2, 0, 3, 1, 4)
    logits = (query @ key.transpose(-1, -2) / math.sqrt(channels // heads)).masked_fill(~mask, -math.inf)
    return (logits.softmax(-1) @ value).transpose(1, 2).reshape(batch, tokens, channels)


def padding_mask(lengths, tokens):
    return (torch.arange(tokens)[None] < torch.tensor(lengths)[:, None])[:, None, None, :]


def masked_mean(x, lengths):
    mask = (torch.arange(x.shape[1])[None] < torch.tensor(lengths)[:, None])[..., None]
    return (x * mask).sum(1) / torch.tensor(lengths)[:, None]


def share(x, epsilon=1e-6):
    return (x + epsilon) / (x + epsilon).sum(-1, keepdim=True)


def soft_cross_entropy(logits, targets):
    return -(targets * F.log_softmax(logits, -1)).sum(-1).mean()


def contrast(logits, row_targets, column_targets):
    return 0.5 * (soft_cross_entropy(logits, row_targets) + soft_cross_entropy(logits.t(), column_targets))


def divergence(student, teacher, epsilon=1e-6):
    return (teacher * ((teacher + epsilon).log() - (student + epsilon).log())).sum(-1).mean()


def pick(x, index):
    return x[torch.arange(x.shape[0]), torch.tensor(index)]


def pick_query(x, index):
    """x [B, Q, M], one query per [b, m]."""
    index = torch.tensor(index).view(x.shape[0], 1, x.shape[2])
    return x.gather(1, index)[:, 0]


def sub_patches(pixels, patch, pieces):
    """[B, S, S, 3] -> [B * P * pieces^2, h * h * 3]."""
    grid, h = pixels.shape[1] // patch, patch // pieces
    cut = pixels.view(-1, grid, pieces, h, grid, pieces, h, 3).permute(0, 1, 4, 2, 5, 3, 6, 7)
    return cut.reshape(-1, h * h * 3)


def cases(g):
    """(name, inputs that have gradients, function) for every operation."""
    row_targets = torch.softmax(draw(g, 4, 6), -1)
    column_targets = torch.softmax(draw(g, 6, 4), -1)
    entropy_targets = torch.softmax(draw(g, 4, 7, scale=3), -1)
    teacher = torch.softmax(draw(g, 3, 7, scale=2), -1)
    constants = {"contrast.rows": row_targets, "contrast.columns": column_targets, "cross_entropy.targets": entropy_targets,
                 "divergence.teacher": teacher, "shifted.constant": draw(g, 3, 5)}
    constants = {key: value.float().double() for key, value in constants.items()}
    return constants, [
        ("linear", [draw(g, 2, 3, 5), draw(g, 7, 5), draw(g, 7)], lambda x, w, b: F.linear(x, w, b)),
        ("linear_plain", [draw(g, 4, 3), draw(g, 6, 3)], lambda x, w: F.linear(x, w)),
        ("gelu", [draw(g, 3, 37, scale=3)], F.gelu),
        ("layer_norm", [draw(g, 4, 13, scale=2) + 1, draw(g, 13), draw(g, 13)], lambda x, w, b: F.layer_norm(x, (13,), w, b)),
        ("add", [draw(g, 3, 5), draw(g, 3, 5)], torch.add),
        ("add_to_rows", [draw(g, 2, 3, 5), draw(g, 3, 5)], torch.add),
        ("normalise", [draw(g, 5, 7)], lambda x: F.normalize(x, dim=-1)),
        ("embedding", [draw(g, 9, 5)], lambda t: t[torch.tensor([[1, 8, 1, 0], [2, 2, 2, 7], [5, 1, 0, 3]])]),
        ("mean", [draw(g, 3, 4, 5)], lambda x: masked_mean(x, [4, 1, 3])),
        ("first_rows", [draw(g, 6, 5)], lambda x: x[:4]),
        ("repeated", [draw(g, 3, 5)], lambda x: x.expand(2, 3, 5)),
        ("joined_rows", [draw(g, 2, 5), draw(g, 3, 5)], lambda a, b: torch.cat([a, b])),
        ("local_attention", [draw(g, 2, 16, 18)], lambda x: local_attention(x, 3, 4, 1)),
        ("local_attention_wide", [draw(g, 1, 25, 12)], lambda x: local_attention(x, 2, 5, 2)),
        ("attention", [draw(g, 3, 5, 24)], lambda x: attention(x, 2, padding_mask([5, 1, 3], 5))),
        ("scores", [draw(g, 2, 3, 5), draw(g, 2, 7, 5)], lambda q, k: 0.3 * q @ k.transpose(1, 2)),
        ("scores_shared", [draw(g, 3, 5), draw(g, 2, 7, 5)], lambda q, k: 0.3 * q @ k.transpose(1, 2)),
        ("softmax", [draw(g, 4, 37, scale=8)], lambda x: x.softmax(-1)),
        ("softmax_over_queries", [draw(g, 2, 3, 7, scale=4)], lambda x: x.softmax(1)),
        ("share", [torch.softmax(draw(g, 2, 3, 7, scale=4), 1).float().double()], share),
        ("mix", [draw(g, 2, 3, 7), draw(g, 2, 7, 5)], torch.matmul),
        ("paired_dots", [draw(g, 2, 3, 5), draw(g, 3, 5)], lambda x, t: torch.einsum("bme,me->bm", x, t)),
        ("pick", [draw(g, 3, 4, 5)], lambda x: pick(x, [1, 0, 3])),
        ("pick_query", [draw(g, 2, 3, 4)], lambda x: pick_query(x, [0, 2, 1, 2, 1, 1, 0, 2])),
        ("rows", [draw(g, 4, 5)], lambda x: x[torch.tensor([2, 0, 2])]),
        ("tempered", [draw(g, 3, 4), torch.tensor([2.659259796142578]).double()], lambda x, s: x * s.exp().clamp(max=100)),
        ("tempered_at_limit", [draw(g, 3, 4), torch.tensor([4.75]).double()], lambda x, s: x * s.exp().clamp(max=100)),
        ("shifted", [draw(g, 3, 5)], lambda x: x + constants["shifted.constant"]),
        ("beside", [draw(g, 3, 4), draw(g, 3, 2)], lambda a, b: torch.cat([a, b], 1)),
        ("contrast", [draw(g, 4, 6, scale=5)],
         lambda x: contrast(x, constants["contrast.rows"], constants["contrast.columns"]).view(1)),
        ("cross_entropy", [draw(g, 4, 7, scale=5)],
         lambda x: soft_cross_entropy(x, constants["cross_entropy.targets"]).view(1)),
        ("divergence", [torch.softmax(draw(g, 3, 7), -1).float().double()],
         lambda x: divergence(x, constants["divergence.teacher"]).view(1)),
        ("weighted_sum", [draw(g, 1), draw(g, 1), draw(g, 1)], lambda a, b, c: 0.5 * a + 2 * b - 0.25 * c),
    ]


def adam(golden, g):
    """Three AdamW steps on one matrix, with a gradient scale as clipping makes it."""
    value = draw(g, 3, 5).requires_grad_()
    golden.add("adam.start", value)
    optimizer = torch.optim.AdamW([value], lr=0.01, betas=(0.9, 0.98), eps=1e-8, weight_decay=0.05)
    for step in range(3):
        gradient = draw(g, 3, 5)
        golden.add(f"adam.gradient.{step}", gradient)
        value.grad = gradient * 0.25
        optimizer.step()
        golden.add(f"adam.after.{step}", value)


def write():
    g = torch.Generator().manual_seed(SEED)
    golden = Golden("operations", tolerance=1e-6)
    constants, every = cases(g)
    for key, value in constants.items():
        golden.add(key, value)
    for name, inputs, function in every:
        inputs = [value.clone().requires_grad_() for value in inputs]
        output = function(*inputs)
        incoming = draw(g, *output.shape)
        output.backward(incoming)
        golden.add(f"{name}.output", output)
        golden.add(f"{name}.incoming", incoming)
        for place, value in enumerate(inputs):
            golden.add(f"{name}.input.{place}", value)
            golden.add(f"{name}.gradient.{place}", value.grad)
    pixels = draw(g, 2, 12, 12, 3)
    golden.add("sub_patches.input", pixels)
    golden.add("sub_patches.output", sub_patches(pixels, 6, 3))
    adam(golden, g)
    golden.write()
