"""Heaps: lists whose first item is the smallest (or, by the `_max` functions, the largest)."""

from _heapq import (
    heapify, heapify_max, heappop, heappop_max, heappush, heappush_max, heappushpop,
    heappushpop_max, heapreplace, heapreplace_max,
)

__all__ = [
    "heapify", "heapify_max", "heappop", "heappop_max", "heappush", "heappush_max", "heappushpop",
    "heappushpop_max", "heapreplace", "heapreplace_max", "merge", "nlargest", "nsmallest",
]


def merge(*iterables, key=None, reverse=False):
    """The items of sorted iterables in one order."""
    make, pop, replace = (
        (heapify_max, heappop_max, heapreplace_max) if reverse else (heapify, heappop, heapreplace))
    # [key, number of the iterable, item, iterator]: equal keys come in the iterables' order.
    sign = -1 if reverse else 1
    heap = []
    for number, iterable in enumerate(iterables):
        iterator = iter(iterable)
        for item in iterator:
            heap.append([item if key is None else key(item), number * sign, item, iterator])
            break
    make(heap)
    while len(heap) > 1:
        entry = heap[0]
        yield entry[2]
        for item in entry[3]:
            entry[0] = item if key is None else key(item)
            entry[2] = item
            replace(heap, entry)
            break
        else:
            pop(heap)
    if heap:
        _, _, item, iterator = heap[0]
        yield item
        yield from iterator


def _best(n, iterable, key, reverse):
    if n == 1:
        nothing = object()
        best = (max if reverse else min)(iterable, default=nothing, key=key)
        return [] if best is nothing else [best]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key, reverse=reverse)[:n]
    # The n best so far, the worst of them first. Of equal items the earlier one is better.
    make, replace = (heapify, heapreplace) if reverse else (heapify_max, heapreplace_max)
    sign = -1 if reverse else 1
    iterator = iter(iterable)
    heap = []
    for number, item in zip(range(n), iterator):
        heap.append((item if key is None else key(item), number * sign, item))
    if not heap:
        return []
    make(heap)
    worst = heap[0][0]
    number = n
    for item in iterator:
        rank = item if key is None else key(item)
        if worst < rank if reverse else rank < worst:
            replace(heap, (rank, number * sign, item))
            worst = heap[0][0]
            number += 1
    heap.sort(reverse=reverse)
    return [item for _, _, item in heap]


def nsmallest(n, iterable, key=None):
    """The n smallest items, in order."""
    return _best(n, iterable, key, False)


def nlargest(n, iterable, key=None):
    """The n largest items, the largest first."""
    return _best(n, iterable, key, True)
