"""The security server of the national axis (NDXP) in the S1 shape: a session from a login, services in an envelope."""

from sync.province.ndxp.adapter import SecurityServer

__all__ = ['SecurityServer']
