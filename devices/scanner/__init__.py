"""Scanners: pages arrive one by one, each whole or not at all."""
