"""The exact nearest of vectors by numpy, over those that the benchmark wrote.

Usage: vectors.py FOLDER DIMENSION QUERIES NEAREST PATIENCE STEP.... The file holds the queries first. A step of 10 leaves every tenth
vector. Each query is asked again until PATIENCE milliseconds have passed. Prints, for each step, the median of processor time in milliseconds and the nearest of each query.
"""

import json
import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy

FOLDER, (DIMENSION, QUERIES, NEAREST, PATIENCE), STEPS = sys.argv[1], map(int, sys.argv[2:6]), list(map(int, sys.argv[6:]))
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
        best, times_asked, took, start = nearest(asked, left, step), 0, 0, time.process_time()
        while took * 1000 < PATIENCE:
            nearest(asked, left, step)
            times_asked += 1
            took = time.process_time() - start
        times.append(took * 1000 / times_asked)
        found.append(best.tolist())
    answers.append({"ms": float(numpy.median(times)), "found": found})
print(json.dumps(answers))
