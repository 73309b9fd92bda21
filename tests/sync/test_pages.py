"""Pages: durable before they are named, unreadable to others, proved at every reading."""

import multiprocessing
import os
import resource
import signal
from pathlib import Path

import pytest

from office.errors import Problem, Refusal, Trouble
from sync.pages import PageStore
from tests.offices import MORNING, open_store

CONTENT = "Giấy chứng sinh".encode() * 100
KEY = b'k' * 32


@pytest.fixture
def pages(tmp_path: Path) -> PageStore:
    return PageStore(tmp_path / 'pages', KEY)


def _file(folder: Path, digest: str) -> Path:
    return folder / 'pages' / digest[:2] / digest[2:]


def test_what_is_kept_is_got(pages: PageStore) -> None:
    digest = pages.keep(CONTENT)
    assert len(digest) == 64
    assert pages.get(digest) == CONTENT
    assert pages.holds(digest)
    assert pages.size(digest) == len(CONTENT)
    assert list(pages.digests()) == [digest]


def test_the_same_content_is_kept_once(pages: PageStore, tmp_path: Path) -> None:
    digest = pages.keep(CONTENT)
    before = _file(tmp_path, digest).stat().st_mtime_ns
    assert pages.keep(CONTENT) == digest
    assert _file(tmp_path, digest).stat().st_mtime_ns == before


def test_the_content_of_a_damaged_file_takes_its_place_and_the_file_is_set_aside(
    pages: PageStore, tmp_path: Path
) -> None:
    """As when a citizen's file is brought again: a digest that was given back names what is whole."""
    digest, bad = pages.keep(CONTENT), b'MC1\n' + bytes(40)
    _file(tmp_path, digest).write_bytes(bad)
    assert pages.is_damaged(digest)
    assert pages.wanted() == [digest]
    assert pages.keep(CONTENT) == digest
    assert pages.get(digest) == CONTENT
    assert pages.wanted() == []
    (aside,) = (tmp_path / 'pages' / 'damaged').iterdir()
    assert (aside.name.partition('.')[0], aside.read_bytes()) == (digest, bad)
    assert list(pages.digests()) == [digest]
    # what is over for the page is over for what was left of it
    pages.purge(digest)
    assert not aside.exists()


def test_nothing_readable_stands_on_the_disk(pages: PageStore, tmp_path: Path) -> None:
    sealed = _file(tmp_path, pages.keep(CONTENT)).read_bytes()
    assert "Giấy".encode() not in sealed


def test_another_key_reads_nothing(pages: PageStore, tmp_path: Path) -> None:
    digest = pages.keep(CONTENT)
    with pytest.raises(Trouble) as told:
        PageStore(tmp_path / 'pages', b'x' * 32).get(digest)
    assert told.value.code == 'pages.damaged'


def test_a_page_that_is_not_here_is_missed(pages: PageStore) -> None:
    for ask in (pages.get, pages.size):
        with pytest.raises(Trouble) as told:
            ask('0' * 64)
        assert told.value.code == 'pages.missing'
    assert not pages.holds('0' * 64)


@pytest.mark.parametrize('place', [0, 10, 40, -1])
def test_a_flipped_bit_is_noticed(pages: PageStore, tmp_path: Path, place: int) -> None:
    digest = pages.keep(CONTENT)
    content = bytearray(_file(tmp_path, digest).read_bytes())
    content[place] ^= 1
    _file(tmp_path, digest).write_bytes(content)
    with pytest.raises(Trouble) as told:
        pages.get(digest)
    assert told.value.code == 'pages.damaged'


@pytest.mark.parametrize('length', [0, 3, 20, 500])
def test_a_cut_file_is_noticed(pages: PageStore, tmp_path: Path, length: int) -> None:
    digest = pages.keep(CONTENT)
    os.truncate(_file(tmp_path, digest), length)
    with pytest.raises(Trouble) as told:
        pages.get(digest)
    assert told.value.code == 'pages.damaged'


def test_a_page_under_another_name_is_noticed(pages: PageStore, tmp_path: Path) -> None:
    """Swapping two files on the disk is no way to swap two papers."""
    one, other = pages.keep(CONTENT), pages.keep(CONTENT + b'.')
    _file(tmp_path, one).write_bytes(_file(tmp_path, other).read_bytes())
    with pytest.raises(Trouble) as told:
        pages.get(one)
    assert told.value.code == 'pages.damaged'


@pytest.mark.parametrize('digest', ['', '../../motcua.key', 'A' * 64, '0' * 63])
def test_only_a_digest_names_a_page(pages: PageStore, digest: str) -> None:
    with pytest.raises(Refusal):
        pages.get(digest)


def test_what_an_interruption_left_is_swept(pages: PageStore, tmp_path: Path) -> None:
    digest = pages.keep(CONTENT)
    left = tmp_path / 'pages' / 'parts' / f'{digest}.0badf00d'
    left.write_bytes(b'half')
    assert list(pages.digests()) == [digest]
    written = left.stat().st_mtime
    assert pages.sweep(written - 1) == 0
    assert pages.sweep(written + 1) == 1
    assert not left.exists()
    assert pages.get(digest) == CONTENT


def test_opening_the_store_sweeps(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.pages().keep(CONTENT)
    store.close()
    old, young = (tmp_path / 'pages' / 'parts' / name for name in ('old', 'young'))
    for path, age in ((old, 7200), (young, 60)):
        path.write_bytes(b'half')
        os.utime(path, (MORNING.timestamp() - age,) * 2)
    open_store(tmp_path).close()
    assert (old.exists(), young.exists()) == (False, True)


def _keep_limited(folder: str, report: 'multiprocessing.queues.Queue[str]') -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        report.put(PageStore(Path(folder), KEY).keep(CONTENT))
    except Problem as problem:
        report.put(problem.code)


def test_a_full_disk_names_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    """The child's files may hold 1,000 bytes, and the page is longer."""
    spawn = multiprocessing.get_context('spawn')
    report: multiprocessing.queues.Queue[str] = spawn.Queue()
    child = spawn.Process(target=_keep_limited, args=(str(tmp_path / 'pages'), report))
    child.start()
    assert report.get(timeout=30) == 'pages.disk_full'
    child.join(30)
    assert not [path for path in (tmp_path / 'pages').rglob('*') if path.is_file()]


def test_a_folder_that_takes_nothing_is_trouble(tmp_path: Path) -> None:
    (tmp_path / 'pages').write_text('a file stands where the folder should')
    with pytest.raises(Trouble) as told:
        PageStore(tmp_path / 'pages', KEY).keep(CONTENT)
    assert told.value.code == 'pages.disk'


def test_the_store_opens_its_pages_again(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    digest = store.pages().keep(CONTENT)
    store.close()
    store = open_store(tmp_path)
    assert store.pages().get(digest) == CONTENT
    store.close()
