"""The demo page in a real browser: a clicked letter becomes a slip, a touched picture a touch."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from provisioning.house import wait_until


@dataclass
class Demo:
    """`make demo` as its user starts it, with the addresses that it printed."""

    process: subprocess.Popen[str]
    page: str
    reception: str
    login: str
    password: str

    def children(self) -> list[int]:
        """Process ids of the house."""
        found = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        return [int(pid) for pid in found.stdout.split()]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder: Path = tmp_path_factory.mktemp("demo")
    environment = {key: value for key, value in os.environ.items() if key != "DISPLAY"}
    command = [sys.executable, "-m", "provisioning.demo", "--folder", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if "Strg-C" in line:
                break
        found = re.search(r"(http\S+/demo)\s+Empfang\s+(http\S+)", said)
        account = re.search(r"^ +(\S+) +(\S+) +reception", said, re.MULTILINE)
        assert found, said
        assert account, said
        yield Demo(process, found[1], found[2], account[1], account[2])
        if process.poll() is None:
            process.send_signal(signal.SIGINT)


@pytest.fixture
def page(demo: Demo, browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.goto(demo.page)
    page.wait_for_function(
        "[...document.querySelectorAll('img[id^=view-]')].every((i) => i.naturalWidth > 0)"
    )
    yield page
    page.close()


def test_a_clicked_letter_is_held_to_the_camera_and_a_slip_comes_out(page: Page) -> None:
    page.locator(".letter").first.click()
    page.wait_for_selector("#paper img")


def test_a_touch_on_the_picture_touches_the_kiosk(page: Page) -> None:
    """The language button stands at the bottom right of every screen; the picture changes."""
    kiosk = page.locator("#view-kiosk-01")
    before = kiosk.get_attribute("src")
    box = kiosk.bounding_box()
    assert box is not None
    kiosk.click(position={"x": box["width"] * 0.89, "y": box["height"] * 0.955})
    page.wait_for_function(
        "before => document.getElementById('view-kiosk-01').getAttribute('src') !== before",
        arg=before,
    )


def test_the_printed_login_opens_the_reception(demo: Demo, page: Page) -> None:
    page.goto(demo.reception)
    page.fill("input[name=login]", demo.login)
    page.fill("input[name=password]", demo.password)
    page.keyboard.press("Enter")
    page.wait_for_selector("#floor")


def test_a_crashed_process_is_started_again(demo: Demo) -> None:
    before = set(demo.children())
    victim = max(before)
    os.kill(victim, signal.SIGKILL)
    assert wait_until(lambda: victim not in demo.children())
    assert wait_until(lambda: len(demo.children()) == len(before))


def test_ctrl_c_ends_every_process(demo: Demo) -> None:
    children = demo.children()
    assert len(children) == 9
    demo.process.send_signal(signal.SIGINT)
    assert demo.process.wait(timeout=30) == 0
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]
