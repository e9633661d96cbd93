"""Llama case."""
