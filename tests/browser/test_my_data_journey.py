"""A resident sees that a desk opened their case, when and why; asks; takes their data; takes a consent back; erases."""

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, expect

from .looking import Watch, nu, screen
from .pages import DEPUTY, GENERAL, RESIDENT
from .serving import Server

APPLIES = """
from django.core.files.uploadedfile import SimpleUploadedFile
from tomoni.common.files.api import keep
from tomoni.common.people.api import Resident
from tomoni.engines.cases.api import begin, submit
from tomoni.engines.cases.filling import ATTACHMENT
from tomoni.services.groups.service import registration
sakura = Resident.objects.get(name="望月 さくら")
rules = keep(SimpleUploadedFile("kaisoku.pdf", b"%PDF-1.4\\n1 0 obj<</Type/Catalog>>endobj\\ntrailer<</Root 1 0 R>>\\n%%EOF\\n"),
             owner=sakura, purpose=ATTACHMENT)
answers = {"name": "星空の会", "name_kana": "ほしぞらのかい", "field": "environment", "area": "東部", "members": 12,
           "purpose": "星を見る", "activity": "観察会", "looking_for_members": True, "representative": "望月 さくら",
           "phone": "0000-00-3000", "email": "sakura@example.jp", "rules_file": [rules.pk], "conditions": True}
print(submit(begin(registration, answers=answers, resident=sakura)).number)
"""


@dataclass
class Walk:
    """One resident's way through their own data, and the source of each screen on it."""

    server: Server
    number: str
    folder: Path
    pages: dict[str, str] = field(default_factory=dict)

    def looked_at(self, page: Page, name: str) -> None:
        page.wait_for_load_state()
        screen(page)
        self.pages[name] = page.content()


def sees_who_looked_and_asks(walk: Walk, mine: Page) -> None:
    mine.goto(f"{walk.server.url}/my/")
    walk.looked_at(mine, "my page")
    mine.get_by_role("link", name="あなたの情報をだれが見たか").first.click()
    line = mine.locator("main li", has_text=walk.number)
    expect(line).to_contain_text("地域づくり課")
    expect(line).to_contain_text("申請の審査")
    expect(mine.locator("main")).not_to_contain_text("百瀬")
    walk.looked_at(mine, "who looked")
    line.get_by_role("link", name="これについて聞く").click()
    walk.looked_at(mine, "asking")
    mine.get_by_label("聞きたいこと").fill("どうして見ましたか。")
    mine.get_by_role("button", name="質問を送る").click()
    expect(mine.locator("main")).to_contain_text("までに答えます")


def answers(walk: Walk, desk: Page) -> None:
    desk.goto(f"{walk.server.url}/desk/data-questions/")
    desk.get_by_role("link", name="どうして見ましたか。").click()
    walk.looked_at(desk, "the question at the desk")
    desk.get_by_role("textbox", name="答え").fill("申請の書類を確かめるためです。")
    desk.get_by_role("button", name="答えを送る").click()
    walk.looked_at(desk, "the answer at the desk")


def consents_and_takes_it_back(walk: Walk, mine: Page) -> None:
    mine.goto(f"{walk.server.url}/my/consents/")
    mine.get_by_role("button", name="同意する").first.click()
    walk.looked_at(mine, "consented")
    mine.get_by_role("button", name="同意を取り消す").first.click()
    expect(mine.locator("main")).to_contain_text("同意していません")
    walk.looked_at(mine, "consent taken back")


def takes_the_file(walk: Walk, mine: Page) -> None:
    mine.goto(f"{walk.server.url}/my/data/")
    mine.get_by_role("button", name="ファイルをつくってもらう").click()
    walk.looked_at(mine, "my data")
    with mine.expect_download() as coming:
        mine.get_by_role("link", name="ファイルを受け取る").click()
    coming.value.save_as(walk.folder / "mine.zip")
    with zipfile.ZipFile(walk.folder / "mine.zip") as pack:
        told, page = json.loads(pack.read("data.json"))["data"], pack.read("index.html").decode()
    assert [case["number"] for case in told["cases"]] == [walk.number]
    assert "申請の審査" in [look["why"] for look in told["people.sights"]]
    walk.pages["inside the file"] = page


def erases(walk: Walk, mine: Page) -> None:
    mine.goto(f"{walk.server.url}/my/data/erase/")
    expect(mine.locator("main")).to_contain_text("手続きが続いています")
    walk.looked_at(mine, "before erasing")
    mine.get_by_label("消したものは、元にもどせないことが分かりました。").check()
    mine.get_by_role("button", name="消す", exact=True).click()
    expect(mine.get_by_role("heading", level=1)).to_have_text("消しました")
    walk.looked_at(mine, "erased")
    mine.goto(f"{walk.server.url}/my/")
    assert "/accounts/login/" in mine.url


def test_my_data_from_the_look_to_the_erasure(
    own_server: Server, page_as: Callable[..., Page], watch: Watch, tmp_path: Path
) -> None:
    watch.home = own_server.url
    number = own_server.manage("shell", "--no-imports", "-c", APPLIES).strip().splitlines()[-1]
    walk = Walk(own_server, number, tmp_path)
    clerk = page_as(DEPUTY, server=own_server)
    clerk.goto(f"{own_server.url}/desk/cases/{number}/")
    expect(clerk.locator("main")).to_contain_text(number)
    mine = page_as(RESIDENT, server=own_server)
    sees_who_looked_and_asks(walk, mine)
    answers(walk, page_as(GENERAL, server=own_server))
    mine.reload()
    expect(mine.locator("main")).to_contain_text("申請の書類を確かめるためです。")
    walk.looked_at(mine, "the answer")
    consents_and_takes_it_back(walk, mine)
    takes_the_file(walk, mine)
    erases(walk, mine)
    own_server.manage("journal_verify")
    nu(walk.pages, tmp_path / "pages")  # apart from what was downloaded
