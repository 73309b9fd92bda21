"""The newer protocol of six calls in the S3 shape: token, next number, upload, create, progress, status."""

from sync.province.sixcalls.adapter import SixCalls

__all__ = ['SixCalls']
