"""What a search costs: `python bench/search.py --documents 100000` prints one JSON object.

Invented documents are put into a fresh SQLite database; queries of four sorts are asked through `find`, the same call
that the screen makes, and the CPU time of the process is taken for each. In the same run the same queries are asked of
a plain FTS5 table of the same words that ranks with bm25. The few words of the documents make most queries match
thousands of them, which is the hard case; no query is asked twice, so that nothing is remembered.
"""

import argparse
import json
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BATCH = 1000

# What the invented documents are made of, a line of words for each part of a sentence.
VOCABULARY = """
area 北町 南町 川上 川下 東原 西原 山際 里中 大池 小池
house 公民館 交流学習センター 支所 小学校 保育園 図書館 体育館 会館
who 市民 区長 区長会 高齢者 子ども 外国人市民 農家 団体 企業 学校 職員 保護者 移住者 学生 消防団 若者
what ごみの減量 防災訓練 河川の清掃 花壇の手入れ 地域の見守り 健康づくり 農家民宿 空き家の活用 市民活動 文化財の保護
what 登下校の安全 読書 観光の案内 公共交通 災害時の受け入れ 相談窓口 税の納付 住民票の発行 子育ての支援 介護の予防
what 森林の整備 水道の点検 道路の補修 情報の発信 多文化の交流 伝統行事 市政懇談会 アンケート 補助金 契約の公表
does に取り組みます を進めます について話し合います を支援します の申込みを受け付けます の結果を公表します を見直します
does の参加者を募集します に協力します を学びます の計画をつくります の状況を報告します
"""


def words(part: str) -> list[str]:
    lines = (line.split() for line in VOCABULARY.strip().splitlines())
    return [word for name, *of_line in lines if name == part for word in of_line]


AREA, HOUSE, WHO, WHAT, DOES = map(words, ("area", "house", "who", "what", "does"))
PLACES = [area + house for area in AREA for house in HOUSE]


def sentences(count: int) -> list[str]:
    chance = random.Random(1)
    return [
        f"{chance.choice(PLACES)}では、{chance.choice(WHO)}と{chance.choice(WHO)}が一緒に、"
        f"{chance.choice(WHAT)}と{chance.choice(WHAT)}{chance.choice(DOES)}。"
        for _ in range(count)
    ]


def documents(count: int) -> Iterator[tuple[str, str]]:
    chance, pool = random.Random(2), sentences(2000)
    for number in range(count):
        head = f"{chance.choice(PLACES)}{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
        yield f"第{number}号 {head}", head + "。" + "".join(chance.choices(pool, k=chance.randint(3, 9)))


def queries(count: int, documents: int) -> list[str]:
    """A number in ten, a word in five, two words in three, a place and a word in the rest; each query once."""
    chance, asked = random.Random(3), {}
    single = [*WHO, *(word for what in WHAT for word in what.split("の"))]
    while len(asked) < count:
        sort = chance.random()
        if sort < 0.1:
            query = f"第{chance.randrange(documents)}号"
        elif sort < 0.3:
            query = chance.choice(single) if chance.random() < 0.5 else chance.choice(WHAT)
        elif sort < 0.6:
            query = " ".join(chance.sample(single, 2))
        else:
            query = f"{chance.choice(PLACES)} {chance.choice(single)}"
        asked[query] = None
    return list(asked)


def fill(count: int) -> dict[str, float]:
    """Put the documents into the index as `put` would, a thousand at a time."""
    from tomoni.base.search.models import Document
    from tomoni.base.search.places import shelf
    from tomoni.base.search.tokens import tokens_of

    characters, chance, rows, started = 0, random.Random(4), [], time.process_time()
    for number, (title, text) in enumerate(documents(count), 1):
        characters += len(title) + len(text)
        rows.append(
            Document(
                kind="bench", key=str(number), language="ja", shelf=shelf("ja", public=True), title=title, text=text,
                url=f"/bench/{number}/", quality=chance.randint(0, 9), tokens=tokens_of("bench", title, text),
            )
        )  # fmt: skip
        if len(rows) == BATCH or number == count:
            Document.objects.bulk_create(rows)
            rows = []
    return {"characters": characters, "put_ms": round(1e3 * (time.process_time() - started) / count, 3)}


def plain_index(folder: Path) -> Callable[[str], int]:
    """FTS5 as it comes, over the same words, ranked by bm25, and the best twenty read."""
    from tomoni.base.texts import tokens_normal

    own, plain = sqlite3.connect(folder / "tomoni.sqlite3"), sqlite3.connect(folder / "plain.sqlite3")
    plain.execute("CREATE VIRTUAL TABLE plain USING fts5(title, text, content='', tokenize='ascii')")
    plain.executemany(
        "INSERT INTO plain(rowid, title, text) VALUES (?, ?, ?)",
        (
            (pk, " ".join(tokens_normal(title)), " ".join(tokens_normal(text)))
            for pk, title, text in own.execute("SELECT id, title, text FROM search_document")
        ),
    )
    plain.execute("INSERT INTO plain(plain) VALUES ('optimize')")
    plain.commit()

    def ask(query: str) -> int:
        match = " AND ".join(f'"{word}"' for word in tokens_normal(query))
        best = plain.execute("SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT 20", (match,))
        ids = ",".join(str(pk) for (pk,) in best)
        return len(own.execute(f"SELECT kind, title, text, url FROM search_document WHERE id IN ({ids})").fetchall())

    return ask


def cpu(ask: Callable[[str], int], asked: list[str]) -> dict[str, float]:
    """Milliseconds of CPU for one query: the middle one, and the one that 99 in 100 stay below."""
    taken, hits = [], 0
    for query in asked:
        started = time.process_time_ns()
        hits += ask(query)
        taken.append((time.process_time_ns() - started) / 1e6)
    taken.sort()
    return {
        "p50_ms": round(taken[len(taken) // 2], 3),
        "p99_ms": round(taken[int(len(taken) * 0.99)], 3),
        "hits_per_query": round(hits / len(asked), 1),
    }


def measure(count: int, asked: int, folder: Path) -> dict[str, object]:
    from django.core.management import call_command
    from django.db import connection

    from tomoni.base.search.actions import tidy
    from tomoni.base.search.api import find

    def ask(query: str) -> int:
        return len(find(query).hits)

    def show(query: str) -> int:
        return sum(bool(hit.marked_title + hit.snippet) for hit in find(query).hits)

    call_command("migrate", "search", verbosity=0)
    filled = fill(count)
    all_queries = queries(6 * asked, count)
    warm, *rounds = (all_queries[start::6] for start in range(6))
    cpu(ask, warm)
    untidied = cpu(ask, rounds[0])
    tidy()
    cpu(ask, rounds[1])
    found, shown = cpu(ask, rounds[2]), cpu(show, rounds[3])
    plain = plain_index(folder)
    cpu(plain, warm)
    ranked = cpu(plain, rounds[4])
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(length(block)) FROM search_index_data")
        [index_bytes] = cursor.fetchone()
    return {
        "bench": "search",
        "documents": count,
        **filled,
        "index_mb": round(index_bytes / 1e6, 1),
        "index_bytes_per_character": round(index_bytes / filled["characters"], 2),
        "find": found,
        "find_before_the_night": untidied,
        "find_and_mark": shown,
        "plain_fts5_bm25": ranked,
        "times_cheaper_p50": round(ranked["p50_ms"] / found["p50_ms"], 1),
        "times_cheaper_p99": round(ranked["p99_ms"] / found["p99_ms"], 1),
        "sqlite": sqlite3.sqlite_version,
        "python": sys.version.split()[0],
        "load": round(os.getloadavg()[0], 1),
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--documents", type=int, default=100_000)
    arguments.add_argument("--queries", type=int, default=500)
    given = arguments.parse_args()
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    with tempfile.TemporaryDirectory(prefix="tomoni-bench-") as folder:
        os.environ |= {"TOMONI_VAR": folder, "TOMONI_DATABASE": "", "DJANGO_SETTINGS_MODULE": "config.settings"}
        import django

        django.setup()
        print(json.dumps(measure(given.documents, given.queries, Path(folder)), ensure_ascii=False))


if __name__ == "__main__":
    main()
