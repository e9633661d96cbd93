"""Marks: how rows become lines, rows, bars, cells, steps, events and a curve."""
