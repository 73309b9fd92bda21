"""The officer's workstation (Qt Widgets): the queue, the dossier, the result."""
