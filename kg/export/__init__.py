"""Subgraphs become files. The only package that imports rdflib."""
