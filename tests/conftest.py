"""Every test runs off-screen, with software rendering and without the machine's own keyring."""

import os

os.environ.setdefault('QT_QPA_PLATFORM', 'offscreen')
os.environ.setdefault('QT_QUICK_BACKEND', 'software')
os.environ['PYTHON_KEYRING_BACKEND'] = 'keyring.backends.fail.Keyring'
