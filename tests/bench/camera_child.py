"""A document camera in a process of its own, so that what it costs isn't the counter's: a desk film, over and over.

    python -m tests.bench.camera_child RATE

It prints its address, and films until its input ends.
"""

import sys
import threading
from itertools import cycle

from devices.camera.desk_video import desk_frames
from devices.camera.emulator import EmulatedCamera, Switches, file_of


def main() -> None:
    """Film."""
    rate = float(sys.argv[1])
    files = [file_of(frame) for frame in desk_frames('birth_notice')]
    ending = threading.Event()

    def turn() -> None:
        for file in cycle(files):
            camera.show_file(file)
            if ending.wait(1 / rate):
                return

    with EmulatedCamera(switches=Switches(rate=rate)) as camera:
        turning = threading.Thread(target=turn)
        turning.start()
        print(camera.address, flush=True)
        sys.stdin.read()
        ending.set()
        turning.join()


if __name__ == '__main__':
    main()
