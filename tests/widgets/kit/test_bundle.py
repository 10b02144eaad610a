from pathlib import Path

import pytest

import tracker
from tracker.widgets.kit.bundle import esm, modules

PACKAGE = Path(tracker.__file__).parent

FILES = {
    "body_map": "dom texts",
    "care_panel": "damage_view dom import_view outbox requests saving texts",
    "checklist": "dom outbox sending texts",
    "routine_chooser": "dom drafts outbox saving",
    "day_picker": "dom texts",
    "field_form": "dom drafts field outbox sending texts",
    "score_card": "card_state dom drafts outbox sending texts",
    "safety_notice": "dom outbox sending texts",
    "plan_form": "dom drafts outbox sending texts",
    "entries_table": "dom drafts field outbox sending texts",
    "text_card": "dom",
    "chart_view": "dom saving",
    "opening": "dom",
    "report_button": "dom saving",
    "exercise_catalogue": "canvas dom figure_canvas outbox posable",
    "composer": "composer_panels composer_state dom outbox paper_size routine_draft saving "
    "step_list",
    "player": "breath canvas dom end_screens figure_canvas keys large live media_keys outbox "
    "player_settings posable pose_at presses questions ring run run_screen "
    "run_words sound start_screen",
    "print_button": "dom paper_size saving",
}
"""What each widget's script is joined from, beside itself."""


def test_modules_are_joined_without_the_imports_between_them(tmp_path: Path) -> None:
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit" / "outbox.js").write_text("export function createOutbox() {}\n")
    (tmp_path / "part.js").write_text('import { createOutbox } from "./kit/outbox.js";\n')
    view = tmp_path / "view.js"
    view.write_text(
        'import {\n  createOutbox,\n} from "./kit/outbox.js";\n'
        'import { part } from "./part.js";\nexport default {};\n'
    )
    joined = esm(view)
    assert "import" not in joined.split("export default")[0].split("createOutbox")[-1]
    assert "outbox.js" not in joined
    assert joined.count("createOutbox() {}") == 1
    assert joined.index("export function createOutbox") < joined.index("export default {}")


@pytest.mark.parametrize("name", FILES)
def test_a_widget_brings_the_files_it_needs_and_no_other(name: str) -> None:
    (script,) = PACKAGE.rglob(f"{name}.js")
    *others, last = (path.stem for path in modules(script))
    assert last == name
    assert sorted(others) == FILES[name].split()
