"""Whether stretching goes with less pain, and how sure one may be."""
