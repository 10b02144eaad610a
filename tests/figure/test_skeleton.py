import re

from tracker.figure import figures
from tracker.figure.kinematics import joints_of
from tracker.figure.skeleton import FRAMES, JOINTS
from tracker.foundation.data_files import data_folder


def test_every_joint_hangs_on_one_that_comes_before_it():
    turns = dict.fromkeys(FRAMES, (1.0, 0.0, 0.0, 0.0))
    assert set(joints_of((0.0, 0.0, 0.0), turns)) == {"pelvis", *JOINTS}


def test_poses_are_written_in_joints_that_the_body_has():
    text = (data_folder() / figures.FILE).read_text(encoding="utf-8")
    pins = set(re.findall(r'^pin = "(\w+)"', text, re.MULTILINE))
    assert pins <= {"pelvis", *JOINTS}
