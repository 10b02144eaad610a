"""The upper back seen from behind: its sites, their names and sides."""

from __future__ import annotations

from dataclasses import dataclass

SIDES = ("left", "right", "both")
WHOLE = "upper back"
"""The site that, with side ``both``, stands for the whole."""


@dataclass(frozen=True, slots=True)
class Site:
    """One site of the back, present on the left and on the right."""

    name: str
    muscle: str


SITES: dict[str, Site] = {
    site.name: site
    for site in (
        Site("top of the shoulder", "upper trapezius"),
        Site("neck to blade corner", "levator scapulae"),
        Site("inner blade edge", "rhomboids"),
        Site("between the blades", "middle trapezius"),
        Site("below the blades", "lower trapezius"),
        Site("above the blade spine", "supraspinatus"),
        Site("on the blade", "infraspinatus"),
        Site("beside the spine", "thoracic paraspinals"),
        Site("side of the back", "latissimus dorsi"),
    )
}
SITE_NAMES = (WHOLE, *SITES)
