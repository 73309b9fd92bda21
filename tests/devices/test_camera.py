"""Cameras of three wires keep one contract, and each misfortune has its name and passes."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest

from devices.address import Address
from devices.camera.capture import CaptureWire
from devices.camera.desk_video import desk_frames, write_desk_video
from devices.camera.emulator import EmulatedCamera, empty_desk, on_desk
from devices.camera.filming import FilmingCamera, sharpness
from devices.camera.mjpeg import MOST_BYTES, Parts
from devices.camera.opening import open_camera
from devices.camera.protocol import Camera
from devices.paper.archive import archive_page
from devices.paper.finding import find_page
from devices.paper.picture import decode
from devices.paper.specimen import drawn
from devices.stop import Stop
from office.errors import Refusal, Trouble
from tests.devices.contract_camera import CameraContract, trouble_of


@pytest.fixture(scope='module')
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small film of a sheet that is laid on a desk."""
    path = tmp_path_factory.mktemp('film') / 'desk.mp4'
    return write_desk_video(path, 'birth_notice', width=320, height=240)


@pytest.fixture
def stills(tmp_path: Path) -> Path:
    """A folder of two pictures, dark and bright, beside a file that is none."""
    folder = tmp_path / 'stills'
    folder.mkdir()
    for name, level in (('a.png', 40), ('b.jpg', 200)):
        cv2.imwrite(str(folder / name), np.full((120, 160, 3), level, np.uint8))
    (folder / 'notes.txt').touch()
    return folder


class TestFilmKeepsTheContract(CameraContract):
    """A video file as a camera."""

    @pytest.fixture
    def camera(self, film: Path) -> Iterator[Camera]:
        """The film's camera."""
        with closing(open_camera(f'video:{film}')) as camera:
            yield camera


class TestStillsKeepTheContract(CameraContract):
    """A folder of pictures as a camera."""

    @pytest.fixture
    def camera(self, stills: Path) -> Iterator[Camera]:
        """The folder's camera; its brighter picture, in a moment."""
        (stills / 'a.png').write_bytes(cv2.imencode('.png', empty_desk(160, 120))[1].tobytes())
        with closing(open_camera(f'video:{stills}?hold=60000')) as camera:
            yield camera


class TestNetworkCameraKeepsTheContract(CameraContract):
    """Motion JPEG over HTTP."""

    @pytest.fixture(params=[False, True], ids=['with lengths', 'without'])
    def camera(self, request: pytest.FixtureRequest) -> Iterator[Camera]:
        """The emulated camera's driver."""
        with EmulatedCamera(empty_desk(320, 240)) as emulated:
            emulated.switches.no_length = request.param
            with closing(open_camera(emulated.address)) as camera:
                yield camera


class TestNumberedCameraKeepsTheContract(CameraContract):
    """OpenCV's capture; a film stands in for the lens, because no kernel module for cameras is at hand."""

    @pytest.fixture
    def camera(self, film: Path, tmp_path: Path) -> Iterator[Camera]:
        """A camera whose node exists."""
        (tmp_path / 'video0').touch()
        wire = CaptureWire(Address.parse('camera:0'), source=str(film), node=tmp_path / 'video0')
        with closing(FilmingCamera(wire)) as camera:
            yield camera


def test_a_numbered_camera_is_unplugged_and_back(film: Path, tmp_path: Path) -> None:
    """Known by its node: gone, back, busy when it doesn't open, mute when it gives nothing."""
    node = tmp_path / 'video0'
    broken = tmp_path / 'broken.mp4'
    broken.write_bytes(b'no film')
    with closing(FilmingCamera(CaptureWire(Address.parse('camera:0'), source=str(film), node=node))) as camera:
        assert trouble_of(camera, most=1) == 'camera.gone'
        node.touch()
        assert camera.frame(Stop()).picture.size
        node.unlink()
        assert trouble_of(camera, most=100) == 'camera.gone'  # the film has 45 frames; a lens would stop at once
        node.touch()
        assert camera.frame(Stop()).picture.size
    with closing(FilmingCamera(CaptureWire(Address.parse('camera:0'), source=str(broken), node=node))) as camera:
        assert trouble_of(camera, most=1) == 'camera.busy'
    wire = CaptureWire(Address.parse('camera:0'), source=str(film), node=node)
    with closing(FilmingCamera(wire, patience=0.1)) as camera:
        assert trouble_of(camera, most=100) == 'camera.mute'


def test_a_film_that_is_taken_away_is_gone_and_back(film: Path, tmp_path: Path) -> None:
    """The emulated cable: without restart."""
    here, away = tmp_path / 'desk.mp4', tmp_path / 'away.mp4'
    here.write_bytes(film.read_bytes())
    with closing(open_camera(f'video:{here}')) as camera:
        camera.ready()
        here.rename(away)
        assert [trouble_of(camera, most=1) for _ in range(2)] == ['camera.gone', 'camera.gone']
        away.rename(here)
        assert camera.frame(Stop()).picture.size


@pytest.mark.parametrize(('switch', 'code'), [('vanish_at=3', 'camera.gone'), ('mute_at=3&seconds=1', 'camera.mute')])
def test_a_film_fails_once_at_its_frame(film: Path, switch: str, code: str) -> None:
    """Two frames came; after the misfortune the next verb films again."""
    with closing(open_camera(f'video:{film}?{switch}')) as camera:
        for _ in range(2):
            camera.frame(Stop())
        assert trouble_of(camera, most=1) == code
        assert camera.frame(Stop()).picture.size


def test_a_film_may_be_busy_or_no_film(stills: Path, film: Path) -> None:
    """Busy as a real one says it; a file that is no film has no camera."""
    for address, code in (
        (f'video:{film}?busy=1', 'camera.busy'),
        (f'video:{stills / "notes.txt"}', 'camera.gone'),
        (f'video:{stills}/none', 'camera.gone'),
    ):
        with closing(open_camera(address)) as camera:
            assert trouble_of(camera, most=1) == code


def test_a_folder_shows_each_picture_for_its_while(stills: Path) -> None:
    """Dark, bright, and the dark one again."""
    with closing(open_camera(f'video:{stills}?hold=70')) as camera:
        levels = [round(float(camera.frame(Stop()).picture.mean())) for _ in range(3)]
    assert levels == [40, 200, 40]


@pytest.mark.parametrize(
    ('switch', 'code'),
    [('denied', 'camera.denied'), ('busy', 'camera.busy'), ('mute', 'camera.mute'), ('damaged', 'camera.mute')],
)
def test_a_network_camera_says_why(switch: str, code: str) -> None:
    """Once mended it films, without restart; a picture that is cut off is never shown."""
    with EmulatedCamera(empty_desk(320, 240)) as emulated:
        setattr(emulated.switches, switch, True)
        with closing(open_camera(f'{emulated.address}?seconds=1')) as camera:
            assert trouble_of(camera, most=1) == code
            setattr(emulated.switches, switch, False)
            assert camera.frame(Stop()).picture.shape == (240, 320, 3)


def test_a_network_camera_that_hangs_up_is_gone_and_back() -> None:
    """In the middle of the stream, and when nobody is at the address."""
    with EmulatedCamera(empty_desk(320, 240)) as emulated:
        address = emulated.address
        with closing(open_camera(address)) as camera:
            camera.frame(Stop())
            emulated.switches.gone = True
            assert trouble_of(camera) == 'camera.gone'
            emulated.switches.gone = False
            assert camera.frame(Stop()).picture.size
    with closing(open_camera(address)) as camera:
        assert trouble_of(camera, most=1) == 'camera.gone'


def test_what_a_network_camera_sent_is_kept_as_it_came() -> None:
    """A still is the camera's own file: no second compression."""
    with EmulatedCamera(empty_desk(320, 240)) as emulated, closing(open_camera(emulated.address)) as camera:
        frame = camera.frame(Stop())
        assert (decode(frame.jpeg) == frame.picture).all()
        assert camera.still(Stop()).image == frame.jpeg


def test_who_comes_late_sees_the_present() -> None:
    """Frames that nobody asked for are skipped: the next one shows what lies there now."""
    with EmulatedCamera(empty_desk(320, 240)) as emulated, closing(open_camera(emulated.address)) as camera:
        emulated.switches.rate = 200
        camera.frame(Stop())
        emulated.show(np.full((240, 320, 3), 250, np.uint8))
        assert any(camera.frame(Stop()).picture.mean() > 200 for _ in range(5))


def test_parts_are_cut_whatever_the_packets_and_thumbnails() -> None:
    """By length or by the next part's dashes; a thumbnail inside a picture ends nothing."""
    one = b'\xff\xd8\xff\xe1thumb\xff\xd8\xff\xdb\xff\xd9rest\xff\xd9'
    two = b'\xff\xd8\xff\xdbplain\xff\xd9'
    told = b'--f\r\nContent-Length: %d\r\n\r\n%s\r\n'
    bare = b'--f\r\nContent-Type: image/jpeg\r\n\r\n%s\r\n'
    for stream in (told % (len(one), one) + told % (len(two), two), bare % one + bare % two + b'--f'):
        for step in (1, 7, len(stream)):
            parts, found = Parts(), []
            for at in range(0, len(stream), step):
                found += parts.feed(stream[at : at + step])
            assert found == [one, two]


def test_a_stream_without_pictures_doesnt_fill_the_memory() -> None:
    """A web page at the address, or a disk that serves anything."""
    parts = Parts()
    assert parts.feed(b'x' * MOST_BYTES) == []
    with pytest.raises(Trouble, match=r'camera\.mute'):
        parts.feed(b'x')


def test_the_sharpest_frame_becomes_the_still(tmp_path: Path) -> None:
    """A hand moved in four of six frames."""
    sheet = on_desk(np.asarray(next(desk_frames('birth_notice', width=320, height=240))), width=320, height=240)
    for name in 'abdef':
        cv2.imwrite(str(tmp_path / f'{name}.png'), cv2.GaussianBlur(sheet, (0, 0), 3))
    cv2.imwrite(str(tmp_path / 'c.png'), sheet)
    with closing(open_camera(f'video:{tmp_path}?hold=1')) as camera:
        still = camera.still(Stop())
    assert still.sharpness == sharpness(sheet)


def test_a_still_becomes_a_page_of_the_archive(tmp_path: Path) -> None:
    """From the desk to PDF/A: the sheet is found, upright, and A4."""
    sheet = np.asarray(drawn('birth_notice', dpi=150))[:, :, ::-1]
    cv2.imwrite(str(tmp_path / 'desk.png'), on_desk(sheet, width=1920, height=1080))
    with closing(open_camera(f'video:{tmp_path}')) as camera:
        assert find_page(camera.frame(Stop()).picture) is not None
        page = archive_page(camera.still(Stop()).image, dpi=300, source='camera')
    assert (page.width_mm, page.height_mm) == (210, 297)
    assert not page.is_blank
    assert page.pdf.startswith(b'%PDF')


def test_the_film_shows_a_sheet_that_comes_to_lie() -> None:
    """An empty desk first, bright paper in the middle at the end, the same film from the same seed."""
    frames = list(desk_frames('birth_notice', width=160, height=120))
    assert frames[0].mean() < 80
    assert frames[-1][50:70, 70:90].mean() > 150
    assert (frames[-1] == list(desk_frames('birth_notice', width=160, height=120))[-1]).all()


@pytest.mark.parametrize(
    'address',
    ['camera:front', 'camera:0?widht=1', 'video:x?hold=long', 'mjpeg:ftp://x/y', 'mjpeg:http://x?fast=1', 'dslr:1'],
)
def test_an_address_that_no_camera_knows_is_refused(address: str) -> None:
    """A misspelt option is no "default"."""
    with pytest.raises(Refusal, match=r'device\.'):
        open_camera(address)


def test_what_cannot_be_drawn_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A film where a folder is; a sheet without a font."""
    (tmp_path / 'desk.mp4').mkdir()
    with pytest.raises(Trouble, match=r'camera\.film'):
        write_desk_video(tmp_path / 'desk.mp4', 'birth_notice', width=320, height=240)

    def no_font(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr('PIL.ImageFont.truetype', no_font)
    with pytest.raises(Trouble, match=r'page\.font'):
        # at a resolution that nobody else draws, and whose letters nobody keeps
        drawn('birth_notice', dpi=37)
