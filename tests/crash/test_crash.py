"""Killed at every write point and at any moment, an archive loses nothing and goes on.

Some 400 kills (`pytest -m crash`). What SIGKILL cannot show is a power cut: the kernel still writes
what it was given. That all is synced before it is named is what the order of points shows.
"""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from scenes import COMMANDS, Scene

from index.checks import verify

pytestmark = pytest.mark.crash


@pytest.fixture(params=COMMANDS)
def scene(request: pytest.FixtureRequest, scenes: dict[str, Scene]) -> Scene:
    return scenes[request.param]


def kill_at(scene: Scene, points: Iterable[int]) -> None:
    for point in points:
        scene.set_up()
        dead = scene.run(f"kill:{point}")
        assert dead.status == -9, f"{scene.name} did not come to point {point}"
        scene.check_harmed()
        scene.check_mended()


def every_point(scene: Scene) -> range:
    return range(1, len(scene.points) + 1)


def test_killed_at_every_write_point(scene: Scene) -> None:
    kill_at(scene, every_point(scene))


def test_killed_at_any_moment(scene: Scene) -> None:
    moments = random.Random(scene.name)
    for _ in range(15):
        scene.set_up()
        scene.run(delay=moments.uniform(0, scene.seconds))
        scene.check_harmed()
        scene.check_mended()


def fail_at(scene: Scene, fault: str) -> None:
    scene.set_up()
    failed = scene.run(fault)
    if failed.status == 0:
        assert scene.state() == scene.unharmed, "what fails must not go unnoticed"
    else:
        assert failed.status == 2, failed.errors
        lines = [line for line in failed.errors.splitlines() if line.startswith("sparhund")]
        assert len(lines) == 1, failed.errors
        assert "Traceback" not in failed.errors
        assert "rights" in lines[0] or "room" in lines[0], lines[0]
        scene.check_harmed()
    scene.check_mended()


def test_every_write_point_fails(scene: Scene) -> None:
    """All later ones fail as well, so that either kind need only come at every other point."""
    for point in every_point(scene):
        fail_at(scene, f"{('ENOSPC', 'EIO')[point % 2]}:{point}")


@pytest.mark.parametrize("kilobytes", [1, 12, 40, 100, 200])
def test_files_cannot_grow(scene: Scene, kilobytes: int) -> None:
    fail_at(scene, f"fsize:{kilobytes * 1024}")


def test_a_folder_without_the_right_to_write(scene: Scene) -> None:
    """Questions are answered; what writes says that it may not."""
    scene.set_up()
    if not scene.archive.exists():
        scene.archive.mkdir()
    for path in (scene.archive, *scene.archive.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        failed = scene.run("read-only")
        assert failed.status == 2, failed.errors
        assert "rights" in failed.errors
        assert len(failed.errors.splitlines()) == 1, failed.errors
        if scene.as_it_was is not None:
            argv = ["search", "nyhet", "--archive", str(scene.archive)]
            assert scene.killer.run(argv, "read-only").status == 0
    finally:
        for path in (scene.archive, *scene.archive.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert scene.state() == scene.as_it_was
    assert scene.as_it_was is None or verify(scene.archive) == []
