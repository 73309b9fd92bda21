"""``python -m sync`` is ``motcua-sync``."""

import sys

from sync.command import main

if __name__ == '__main__':
    sys.exit(main())
