"""Measures how well entities that are one are told from those that only look so."""
