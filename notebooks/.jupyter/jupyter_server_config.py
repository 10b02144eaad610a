"""JupyterLab as `make lab` starts it: on this machine, for this person, asking nobody else.

The token is Jupyter's own, new at each start. What is not set here is the person's own.
"""

import json
import warnings
from pathlib import Path

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

load_subconfig("voila.py")  # noqa: F821  # for the preview button
c = get_config()  # noqa: F821  # Jupyter puts it here


def keep_outputs_out(model, **_):
    """Drop outputs and widget state on saving: a person's own scores must never reach git."""
    notebook = model["content"]
    if model["type"] != "notebook" or notebook is None:
        return
    notebook["metadata"].pop("widgets", None)
    for cell in notebook.get("cells", ()):
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
            cell["metadata"].pop("execution", None)


LAB = Path(__file__).parent / "lab"
OURS = json.loads((LAB / "unknot" / "static" / "ours.json").read_text(encoding="utf-8"))


class Contents(AsyncLargeFileManager):
    """Files, with our notebooks not run yet: what git keeps in them is from the sample diary."""

    async def get(self, path, *args, **kwargs):
        """Return a file; a notebook of ours without its outputs, which look like one's own."""
        model = await super().get(path, *args, **kwargs)
        if path.strip("/") in OURS:
            keep_outputs_out(model)
        return model


c.ServerApp.contents_manager_class = Contents
c.FileContentsManager.pre_save_hook = keep_outputs_out
# Jupyter reads this file twice, and would warn that the hook takes its own place.
warnings.filterwarnings("ignore", message="Overriding existing pre_save_hook")

c.ServerApp.root_dir = str(Path(__file__).parents[2])
c.LabApp.extra_labextensions_path = [str(LAB)]  # not on JUPYTER_PATH: Voilà would load it too
c.LabApp.default_url = "/lab/tree/notebooks/01-run-a-routine.ipynb"

c.ServerApp.ip = "127.0.0.1"
c.ServerApp.allow_remote_access = False
c.ServerApp.allow_root = True  # containers run as root, and only this machine is listened to

# Nothing here may be fetched from elsewhere: no news, no updates, no extensions. labconfig/ tells
# the page the same, and to draw every cell: by itself JupyterLab leaves those out of sight to when
# it is idle, and here a button in one cell leads to the card of another.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
