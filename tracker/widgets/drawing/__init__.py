"""The figure in the browser: posed, and painted on a canvas."""
