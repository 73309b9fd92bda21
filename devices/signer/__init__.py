"""Signing PDF files with a person's token, and judging the signatures of files that come from elsewhere."""
