"""The model of the demo checkpoint in PyTorch: the same sizes, losses and optimizer, for speed only.

Every line on stdin names a piece of work: `encode N` (N pictures), `text` (one query), `step` (one training step of
64 pictures). The answer is one JSON line with its milliseconds. Weights are random: the time does not depend on them.
"""
import json
import math
import os
import sys
import time

os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # spinning threads would slow both sides down on busy cores

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.set_num_threads(int(sys.argv[1]))
torch.set_flush_denormal(True)
torch.manual_seed(1)
SIZE, PATCH, WIDTH, HEADS, QUERIES, EMBEDDING, VOCABULARY, TOKENS = 96, 12, 128, 4, 8, 128, 1024, 20
SIDE = SIZE // PATCH


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)

    def forward(self, x, mask):
        b, n, d = x.shape
        q, k, v = self.qkv(self.norm(x)).view(b, n, 3, HEADS, d // HEADS).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return x + self.out(mixed.transpose(1, 2).reshape(b, n, d))


class Feed(nn.Module):
    def __init__(self, factor=4):
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.up = nn.Linear(WIDTH, factor * WIDTH)
        self.down = nn.Linear(factor * WIDTH, WIDTH)

    def forward(self, x):
        return x + self.down(F.gelu(self.up(self.norm(x))))


class Pictures(nn.Module):
    def __init__(self):
        super().__init__()
        self.small, self.large = nn.Linear(48, 64), nn.Linear(576, WIDTH)
        self.position = nn.Parameter(torch.randn(1, SIDE * SIDE, WIDTH) * 0.02)
        self.attention = nn.ModuleList([Attention(), Attention()])
        self.feed = nn.ModuleList([Feed() for _ in range(4)])
        self.norm, self.pool = nn.LayerNorm(WIDTH), nn.Parameter(torch.randn(WIDTH) * 0.02)
        grid = torch.stack(torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), indexing="ij"), -1).view(-1, 2)
        far = (grid[:, None] - grid[None]).abs().amax(-1) > 1
        self.register_buffer("mask", torch.zeros(far.shape).masked_fill(far, float("-inf")))

    def forward(self, x):
        b = x.shape[0]
        pieces = x.view(b, SIDE, 3, 4, SIDE, 3, 4, 3).permute(0, 1, 4, 2, 5, 3, 6, 7).reshape(b, SIDE * SIDE * 9, 48)
        stem = self.large(F.gelu(self.small(pieces)).view(b, SIDE * SIDE, 576))
        x = stem + self.position
        x = self.feed[0](self.attention[0](x, self.mask))
        x = self.feed[1](x)
        x = self.feed[2](self.attention[1](x, self.mask))
        x = self.norm(self.feed[3](x))
        return torch.einsum("bn,bnd->bd", (x @ self.pool).softmax(-1), x), x, stem


class Words(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Parameter(torch.randn(1, 32, WIDTH) * 0.02)
        self.attention = nn.ModuleList([Attention(), Attention()])
        self.feed = nn.ModuleList([Feed(), Feed()])
        self.norm = nn.LayerNorm(WIDTH)

    def forward(self, ids):
        keep = ids != 0
        x = self.embedding(ids) + self.position[:, : ids.shape[1]]
        for attention, feed in zip(self.attention, self.feed):
            x = feed(attention(x, keep[:, None, None, :]))
        x = self.norm(x) * keep[..., None]
        return x.sum(1) / keep.sum(1, keepdim=True)


class DecoderLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.q, self.k, self.v = (nn.Linear(WIDTH, WIDTH, bias=False) for _ in range(3))
        self.out, self.feed = nn.Linear(WIDTH, WIDTH), Feed(2)

    def forward(self, slots, x):
        logits = self.q(self.norm(slots)) @ self.k(x).transpose(1, 2) / math.sqrt(WIDTH)
        share = logits.softmax(1) + 1e-6
        share = share / share.sum(-1, keepdim=True)
        return self.feed(slots + self.out(share @ self.v(x))), share


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.pictures, self.words = Pictures(), Words()
        self.global_head, self.text_head = (nn.Linear(WIDTH, EMBEDDING, bias=False) for _ in range(2))
        self.scale = nn.Parameter(torch.tensor([math.log(1 / 0.07)] * 2))
        self.slots = nn.Parameter(torch.randn(1, QUERIES, WIDTH))
        self.decoder = nn.ModuleList([DecoderLayer(), DecoderLayer()])
        self.norm, self.head = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, EMBEDDING, bias=False)
        self.cq, self.ck = nn.Linear(EMBEDDING, WIDTH), nn.Linear(WIDTH, WIDTH, bias=False)
        self.cv, self.cnorm = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH)
        self.evidence = nn.Sequential(
            nn.LayerNorm(WIDTH), nn.Linear(WIDTH, 2 * WIDTH), nn.GELU(), nn.Linear(2 * WIDTH, WIDTH))
        self.evidence_head = nn.Sequential(nn.LayerNorm(WIDTH), nn.Linear(WIDTH, EMBEDDING, bias=False))

    def encode(self, x):
        pooled, patches, stem = self.pictures(x)
        slots = self.slots.expand(x.shape[0], -1, -1)
        for layer in self.decoder:
            slots, share = layer(slots, patches)
        unit = lambda v: F.normalize(v, dim=-1)
        return unit(self.global_head(pooled)), patches, stem, unit(self.head(self.norm(slots))), share

    def text(self, ids):
        return F.normalize(self.text_head(self.words(ids)), dim=-1)


def contrast(logits, target):
    rows = -(target * F.log_softmax(logits, -1)).sum(-1).mean()
    return 0.5 * (rows - (target.t() * F.log_softmax(logits.t(), -1)).sum(-1).mean())


def loss(model, x, ids, target):
    pooled, patches, stem, slots, share = model.encode(x)
    texts = model.text(ids)
    g, m = model.scale.exp().clamp(max=100)
    scores = torch.einsum("bke,me->bmk", slots, texts)
    total = contrast(g * pooled @ texts.t(), target) + contrast(m * scores.amax(-1), target)
    light = torch.einsum("md,bnd->bmn", model.cq(texts), model.ck(patches)).div(math.sqrt(WIDTH)).softmax(-1)
    seen = F.normalize(model.head(model.cnorm(torch.einsum("bmn,bnd->bmd", light, model.cv(patches)))), dim=-1)
    total = total + contrast(m * torch.einsum("bme,me->bm", seen, texts), target)
    count = x.shape[0]
    rows = torch.arange(count)
    partner = (rows + count // 2) % count
    own = scores[rows, rows]
    winner = own.argmax(1)
    best, self_mask = slots[rows, winner], torch.eye(count, dtype=torch.bool)
    others = torch.einsum("be,bke->bk", best, slots[partner]).scatter(1, winner[partner][:, None], -1e3)
    pairs = (m * best @ best.t()).masked_fill(self_mask, -1e4)
    mine = seen[rows, rows]
    total = total + 0.25 * F.cross_entropy(torch.cat([pairs, m * others], 1), partner)
    total = total + 0.25 * F.cross_entropy((m * mine @ mine.t()).masked_fill(self_mask, -1e4), partner)
    local = model.evidence(stem)
    lit = F.normalize(model.evidence_head(torch.einsum("bmn,bnd->bmd", light, local)), dim=-1)
    free = F.normalize(model.evidence_head(share @ local), dim=-1)
    chosen = torch.einsum("bke,me->bmk", free, texts).gather(2, scores.argmax(-1, keepdim=True))[..., 0]
    total = total + 0.5 * contrast(m * torch.einsum("bme,me->bm", lit, texts), target)
    total = total + 0.5 * contrast(m * chosen, target)
    teacher, pupil = light[rows, rows].detach(), share[rows, winner]
    return total + 0.1 * (teacher * ((teacher + 1e-6).log() - (pupil + 1e-6).log())).sum(-1).mean()


model = Model()
decay = [p for p in model.parameters() if p.ndim >= 2]
plain = [p for p in model.parameters() if p.ndim < 2]
optimizer = torch.optim.AdamW(
    [{"params": decay, "weight_decay": 0.05}, {"params": plain, "weight_decay": 0}], lr=1e-3, betas=(0.9, 0.98))
batch = torch.randn(64, SIZE, SIZE, 3)
batch_ids = torch.randint(1, VOCABULARY, (64, TOKENS))
target = torch.eye(32).repeat(2, 2) / 2


def step():
    value = loss(model, batch, batch_ids, target)
    optimizer.zero_grad(set_to_none=True)
    value.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()


def encode(count):
    with torch.inference_mode():
        model.encode(torch.randn(1, SIZE, SIZE, 3).expand(count, -1, -1, -1).contiguous())


def text():
    with torch.inference_mode():
        model.text(torch.randint(1, VOCABULARY, (1, 6)))


print(json.dumps({"ready": "torch " + torch.__version__}), flush=True)
for line in sys.stdin:
    name, *rest = line.split()
    work = {"step": step, "encode": lambda: encode(int(rest[0])), "text": text}[name]
    start = time.perf_counter()
    work()
    print(json.dumps({"ms": (time.perf_counter() - start) * 1000}), flush=True)
