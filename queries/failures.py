"""Files that failed: which to try again, and which are there no longer."""

from __future__ import annotations

from pathlib import Path

from corpus.store import Store
from corpus.store_values import StoredFile
from queries.offers import Offer


def offers_again(store: Store) -> tuple[Offer, ...]:
    """The files on the disk that failed, or in which files failed, each once and as the user named it before."""
    named: dict[Path, str] = {}
    for file in store.failures():
        path = _on_disk(file)
        if path is not None:
            named.setdefault(path, file.source.removesuffix(file.path.removeprefix(str(path))))
    return tuple(
        Offer(str(path), source, path, None, container=None, root=str(path), depth=0) for path, source in named.items()
    )


def forget_gone(store: Store) -> None:
    """Takes the files that failed and are on the disk no longer off the list, unless they once gave a paper.

    Must run inside `store.writing()`.
    """
    for file in store.failures():
        if file.document_id is None and _on_disk(file) is None:
            store.drop_file(file.path)


def _on_disk(file: StoredFile) -> Path | None:
    """The file itself, or the outermost container that it lies in; None where it is gone."""
    path, container = Path(file.path), file.container and Path(file.container)
    within = [path, container, *container.parents] if container else [path]
    return next((each for each in within if each.exists() and not each.is_dir()), None)
