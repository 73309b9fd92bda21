"""The pages of each component bound into the one PDF/A that the province receives."""

from collections.abc import Sequence

from office.dossier import Dossier
from office.page_text import Texts
from office.papers import Component, ComponentFile
from office.ports import Pages
from qtkit.disk import disk_told


def bound(dossier: Dossier, pages: Pages, texts: Texts | None = None) -> Sequence[ComponentFile]:
    """One durable file per component that has pages, in the order of the pages; one that was signed is that file.

    A PDF from outside stands alone and is its component's file as it is. A page that has been read by now gets its
    text as a layer; nobody waits for the others. The same pages and texts give the same file, and once a fact names it
    it is made no more.

    Raises:
        Trouble: ``pages.missing``, ``pages.damaged``, ``pages.disk_full`` or ``pages.disk``; nothing is then named.
    """
    return [_file(part, pages, texts) for part in dossier.components if part.pages]


def bind_pages(part: Component, pages: Pages, texts: Texts | None = None) -> bytes:
    """A component's pages as one file, which is not kept.

    Raises:
        Trouble: ``pages.missing``, ``pages.damaged``, ``pages.disk_full`` or ``pages.disk``.
    """
    # imported here, on the store's thread: it brings libraries that no window needs to start
    from devices.paper.archive import bind  # noqa: PLC0415  # slow, wanted later

    if part.pages[0].is_file:
        return pages.get(part.pages[0].digest)
    kept = [pages.get(page.digest) for page in part.pages]
    with disk_told():
        return bind(kept, [texts.find(page.digest) if texts else None for page in part.pages])


def _file(part: Component, pages: Pages, texts: Texts | None) -> ComponentFile:
    if part.signed is not None:
        # byte for byte as it was signed; read once, so that a damaged one is found before it is received
        pages.get(part.signed.file.digest)
        return part.signed.file
    content = bind_pages(part, pages, texts)
    digest = pages.keep(content)
    return ComponentFile(component=part.listed.code, digest=digest, size=len(content), pages=len(part.pages))
