"""The system's own print queues: CUPS by its protocol IPP, Windows by its spooler."""
