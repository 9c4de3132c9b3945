"""faiss IndexFlatIP over the vectors the benchmark wrote: one line in, one JSON line out.

Reads the path of raw float32 vectors, their dimension and the thread count from the command line. Every line on stdin
names a file with one raw float32 query; the answer is the milliseconds of the search and the ten best rows.
"""
import json
import os
import sys
import time

threads = sys.argv[3]
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ["OMP_NUM_THREADS"] = threads

import faiss
import numpy

vectors = numpy.fromfile(sys.argv[1], numpy.float32).reshape(-1, int(sys.argv[2]))
index = faiss.IndexFlatIP(vectors.shape[1])
index.add(vectors)
faiss.omp_set_num_threads(int(threads))
print(json.dumps({"ready": "faiss " + faiss.__version__}), flush=True)
for line in sys.stdin:
    query = numpy.fromfile(line.strip(), numpy.float32).reshape(1, -1)
    start = time.perf_counter()
    scores, rows = index.search(query, 10)
    spent = (time.perf_counter() - start) * 1000
    print(json.dumps({"ms": spent, "rows": rows[0].tolist(), "scores": scores[0].tolist()}), flush=True)
