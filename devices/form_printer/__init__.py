"""Form printers: A4 and A5 sheets from a PDF, on the paper printers that the system knows."""
