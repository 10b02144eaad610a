"""The self-experiment: its plan, its draw, its power, its exact test."""
