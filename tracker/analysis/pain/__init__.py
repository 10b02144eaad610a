"""Pain over time: level, trend, change, flares, relief, and where it hurts."""
