"""Deferred acceptance in plain Python over the lists that the benchmark wrote.

Usage: pairs.py FILE. Prints the median of processor time in milliseconds, ranks included, and the host of each asker.
"""

import heapq
import json
import sys
import time

GOES = 5

with open(sys.argv[1]) as file:
    ROUND = json.load(file)
CAPACITY, ASKERS, HOSTS = ROUND["capacity"], ROUND["askers"], ROUND["hosts"]


def stable():
    ranks = [{asker: rank for rank, asker in enumerate(listed)} for listed in HOSTS]
    asked, held, host_of = [0] * len(ASKERS), [[] for _ in HOSTS], [None] * len(ASKERS)
    waiting = list(range(len(ASKERS)))
    while waiting:
        asker = waiting.pop()
        if asked[asker] == len(ASKERS[asker]):
            continue
        host = ASKERS[asker][asked[asker]]
        asked[asker] += 1
        rank = ranks[host].get(asker)
        if rank is None:
            waiting.append(asker)
            continue
        host_of[asker] = host
        if len(held[host]) < CAPACITY[host]:
            heapq.heappush(held[host], (-rank, asker))
            continue
        refused = heapq.heappushpop(held[host], (-rank, asker))[1]
        host_of[refused] = None
        waiting.append(refused)
    return host_of


times = []
for _ in range(GOES):
    start = time.process_time()
    found = stable()
    times.append((time.process_time() - start) * 1000)
print(json.dumps({"ms": sorted(times)[GOES // 2], "host_of": found}))
