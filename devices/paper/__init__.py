"""From a picture of a sheet to a page of the archive: found, straightened, cleaned, small, and PDF/A."""
