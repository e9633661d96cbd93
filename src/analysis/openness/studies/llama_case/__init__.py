"""The Llama case."""
