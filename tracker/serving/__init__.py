"""How the notebooks are served: as one page that goes from one to the other."""
