"""The provincial gateway (LGSP) in the S2 shape: OAuth2 client credentials, bare JSON arrays, tus for files."""

from sync.province.lgsp.adapter import Lgsp

__all__ = ['Lgsp']
