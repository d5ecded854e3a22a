"""The processes that work on chunks: as many as asked for, and none left behind when the first one is killed."""

from __future__ import annotations

import concurrent.futures.process
import contextlib
import multiprocessing
import multiprocessing.connection
import multiprocessing.resource_tracker
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from detente.app.corpus.stages import Desk
from detente.domain.errors import DetenteError

# Tasks handed out ahead of time for each process: enough to keep it busy, few enough to stay in memory.
AHEAD = 3
PATIENCE = 3.0  # seconds that a pool whose processes were ended has to put its things away

# The managers of pools that Python wakes on leaving; it does not look whether one has just put its things away.
_pools: Any = getattr(concurrent.futures.process, "_threads_wakeups", {})

_desk: Desk


class Crew:
    """Some processes with a desk each; results come as they are ready, in no order."""

    def __init__(self, workers: int, folder: Path) -> None:
        self._workers = workers
        self._folder = folder
        self._own_desk = Desk(folder)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Crew:
        if self._workers > 1:
            self._pool = ProcessPoolExecutor(
                self._workers,
                # A new interpreter: the threads and open files of this one stay here.
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin,
                # Nothing large goes this way: a process that dies while it starts would leave us waiting for ever.
                initargs=(self._folder,),
            )
        return self

    def __exit__(self, *failure: object) -> None:
        if self._pool is None:
            return
        if failure[0] is None:
            self._pool.shutdown()
            return
        self._kill()  # parts are written whole or not at all: nothing is lost but what was half done
        manager = getattr(self._pool, "_executor_manager_thread", None)
        with contextlib.suppress(OSError):  # the manager may just have closed what it is woken through
            self._pool.shutdown(wait=False, cancel_futures=True)
        if manager is not None:
            manager.join(PATIENCE)
            _pools.pop(manager, None)  # else Python wakes it again on leaving

    def results(self, stage: Callable[..., Any], tasks: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """``stage(desk, *task)`` of every task; no more tasks are drawn than can be worked on soon."""
        if self._pool is None:
            yield from (stage(self._own_desk, *task) for task in tasks)
            return
        running: set[Future[Any]] = set()
        try:
            for task in tasks:
                running.add(self._hand_out(stage, task))
                if len(running) >= AHEAD * self._workers:
                    ready, running = wait(running, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in ready)
            while running:
                ready, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in ready)
        except BrokenProcessPool as error:
            self._kill()
            raise DetenteError(
                "One of the processes was stopped from outside (often: too little memory); what was finished is kept, "
                "run the same command again, with fewer --workers."
            ) from error

    def _kill(self) -> None:
        """End the processes, also those that are just starting: they would never be told, and waited for."""
        for process in list((getattr(self._pool, "_processes", None) or {}).values()):
            process.kill()

    def _hand_out(self, stage: Callable[..., Any], task: tuple[Any, ...]) -> Future[Any]:
        assert self._pool is not None  # noqa: S101 - the caller has looked
        try:
            with _no_interrupts():
                return self._pool.submit(_work, stage, task)
        except OSError as error:
            # A pool that breaks while it starts another process says so in this way.
            raise BrokenProcessPool(str(error)) from error


def usual_workers() -> int:
    """As many processes as there are cores this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def _no_interrupts() -> Iterator[None]:
    """A process started here never hears Ctrl-C, from its first moment on: the parent, who hears it later, ends it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    multiprocessing.resource_tracker.ensure_running()  # starts a process itself, and lets interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    heard: list[int] = []
    # Another thread may hear it all the same, and Python then stops this one half-way through starting a process.
    ours = threading.current_thread() is threading.main_thread()
    handler = signal.signal(signal.SIGINT, lambda number, _: heard.append(number)) if ours else None
    try:
        yield
    finally:
        if ours:
            signal.signal(signal.SIGINT, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    if heard:
        raise KeyboardInterrupt


def _begin(folder: Path) -> None:
    global _desk
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where there are no masks
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _desk = Desk(folder)


def _end_with_parent() -> None:
    """A parent that was killed cannot say goodbye: without this its processes would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _work(stage: Callable[..., Any], task: tuple[Any, ...]) -> Any:
    return stage(_desk, *task)
