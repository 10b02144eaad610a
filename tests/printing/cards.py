"""Routines to print, and the words of a page."""

from html.parser import HTMLParser

from tracker.routine.routines import Routine


def own(steps=("chest_stretch",), name="Mine", description="", **step):
    tables = [{"exercise": one, **step} if isinstance(one, str) else one for one in steps]
    return Routine(id="mine", name=name, description=description, steps=tables)


class Told(HTMLParser):
    """The words of a page, and every tag and attribute in it."""

    def __init__(self, text):
        super().__init__()
        self.words, self.tags, self.attributes = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        if self.tags[-1:] != ["style"]:
            self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).replace("\xa0", " ").split())
