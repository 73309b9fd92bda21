"""The pages of each component bound into the one PDF/A that the province receives."""

from collections.abc import Sequence

from office.dossier import Dossier
from office.papers import ComponentFile
from office.ports import Pages
from qtkit.disk import disk_told


def bound(dossier: Dossier, pages: Pages) -> Sequence[ComponentFile]:
    """One durable file per component that has pages, in the order of the pages; the same pages give the same file.

    Raises:
        Trouble: ``pages.missing``, ``pages.damaged``, ``pages.disk_full`` or ``pages.disk``; nothing is then named.
    """
    # imported here, on the store's thread: it brings libraries that no window needs to start
    from devices.paper.archive import bind  # noqa: PLC0415  # slow, wanted later

    files = []
    for part in dossier.components:
        if part.pages:
            kept = [pages.get(page.digest) for page in part.pages]
            with disk_told():
                content = bind(kept)
            digest = pages.keep(content)
            files.append(
                ComponentFile(component=part.listed.code, digest=digest, size=len(content), pages=len(part.pages))
            )
    return files
