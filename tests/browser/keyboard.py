"""A typist at the household form: data is typed, and every other key is counted."""

from playwright.sync_api import Page, expect


class Keyboard:
    """`keys` counts what is not data: Enter, Tab, Ctrl+Enter and the like."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def fill(self, *values: str) -> None:
        """Each value into the field that has the focus, then Enter; "" takes what stands there."""
        for value in values:
            self.page.keyboard.type(value)
            self.press("Enter")

    @property
    def field(self) -> str:
        """The name of the field that has the focus."""
        return str(self.page.evaluate("document.activeElement.name || ''"))

    def save(self) -> None:
        """With the key for the next form; what looks unusual is confirmed with one more."""
        self.press("Control+Enter")
        self.confirm()

    def confirm(self) -> None:
        expect(self.page.get_by_role("button", name="It is right: save")).to_be_focused()
        self.press("Enter")
