import xml.etree.ElementTree as ET

from tracker.figure import self_test_pictures
from tracker.figure.figures import read_figure
from tracker.foundation.data_files import data_folder


def test_each_self_test_has_a_picture_with_words_that_follows_the_page_s_colours():
    for svg in self_test_pictures.pictures().values():
        root = ET.fromstring(svg)
        assert len(root[0].text or "") > 20
        assert len(root) > 10
        assert "var(--un-fig-" in svg


def test_the_hands_of_the_back_scratch_nearly_meet_behind_the_back():
    figure = read_figure(data_folder() / self_test_pictures.FILE, "back_scratch")
    pose = figure.drawing.poses["reach"]
    assert pose.hand_left[1] - pose.hand_right[1] > 20
    assert max(pose.hand_left[0], pose.hand_right[0]) < -10


def test_without_the_figure_the_words_stand_alone(monkeypatch):
    monkeypatch.setattr(self_test_pictures, "FILE", "no-such.toml")
    assert self_test_pictures.pictures()["back scratch"] == ""
