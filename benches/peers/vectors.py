"""The exact nearest of vectors by numpy, over those that the benchmark wrote.

Usage: vectors.py FOLDER DIMENSION QUERIES NEAREST STEP.... The file holds the queries first. A step of 10 leaves every tenth
vector. Prints, for each step, the median of processor time in milliseconds and the nearest of each query.
"""

import json
import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy

FOLDER, (DIMENSION, QUERIES, NEAREST), STEPS = sys.argv[1], map(int, sys.argv[2:5]), map(int, sys.argv[5:])
ALL = numpy.fromfile(os.path.join(FOLDER, "vectors"), dtype="<f4").reshape(-1, DIMENSION)
ASKED, ROWS = ALL[:QUERIES], ALL[QUERIES:].copy()


def nearest(asked, left, step):
    scores = (ROWS if step == 1 else ROWS[left]) @ asked
    wanted = min(NEAREST, len(scores))
    best = numpy.argpartition(-scores, wanted - 1)[:wanted]
    return left[best]


answers = []
for step in STEPS:
    left = numpy.arange(0, len(ROWS), step)
    times, found = [], []
    for asked in ASKED:
        start = time.process_time()
        best = nearest(asked, left, step)
        times.append((time.process_time() - start) * 1000)
        found.append(best.tolist())
    answers.append({"ms": float(numpy.median(times)), "found": found})
print(json.dumps(answers))
