"""What a letter costs: `python -m bench.letters --letters 4000` prints one JSON object.

Letters to invented households (a name, an address, a text with their own amounts; every fiftieth name has a character
that the font lacks) are set as PDF/UA-1 and counted per second of CPU, of all threads of the process: in bundles, as a
mailing prints them, and one file each, as a decision is printed. Both with a compiler that has set a letter before.
No text is the same twice, so that nothing is remembered from one bundle to the next.
"""

import argparse
import datetime as dt
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOAL = 400  # letters per CPU-second


def household(number: int, chance: random.Random) -> object:
    from tomoni.base.printing import Letter, Part

    family, money = chance.choice(("見本", "山田", "望月", "百瀬", "小林")), chance.randint(10_000, 400_000)
    name = f"{'𠮷田' if number % 50 == 0 else family} {chance.choice(('葵', '花子', '太郎', '一', '空'))}{number}"
    return Letter(
        title="国民健康保険税の納付について（お知らせ）",
        name=name,
        postal_code=f"399-{chance.randint(8000, 8999)}",
        address=(f"長野県安曇野市豊科{chance.randint(1, 9999)}番地{number}", f"見本荘{chance.randint(101, 512)}号"),
        number="8国第123号",
        day="令和8年11月24日",
        sender=("安曇野市長",),
        parts=(
            Part(
                text=f"{name}様の世帯の令和8年度の国民健康保険税についてお知らせします。\n"
                f"年税額は{money:,}円です。これまでに{money // 3:,}円を納めていただきました。\n"
                f"残りの{money - money // 3:,}円は、令和8年12月25日までに納めてください。\n"
                "納めるのがむずかしいときは、納期限の前に担当に相談してください。"
            ),
        ),
        contact=("安曇野市役所 保険年金課", "電話 0263-00-0000"),
        made=True,
    )


def rate(work: Callable[[list], object], letters: list, size: int) -> float:
    """Letters per CPU-second, `size` of them at a time."""
    begun = time.process_time()
    for start in range(0, len(letters), size):
        work(letters[start : start + size])
    return round(len(letters) / (time.process_time() - begun), 1)


def measure(count: int, size: int) -> dict[str, object]:
    from tomoni.base.printing import print_letter, print_letters

    at, chance = dt.datetime(2026, 11, 24, tzinfo=dt.UTC), random.Random(1)
    everybody = [household(number, chance) for number in range(count + count // 10 + size)]
    first, bundled, alone = everybody[:size], everybody[size : size + count], everybody[size + count :]
    begun = time.process_time()
    print_letters(first[:1], title="最初", at=at)
    first_ms = round(1e3 * (time.process_time() - begun), 1)
    sizes: list[int] = []
    in_bundles = rate(lambda some: sizes.append(len(print_letters(some, title="束", at=at).pdf)), bundled, size)
    one_by_one = rate(lambda some: print_letter(some[0], at=at), alone, 1)
    return {
        "bench": "letters",
        "letters": count,
        "per_bundle": size,
        "letters_per_cpu_second": in_bundles,
        "goal": GOAL,
        "reached": in_bundles >= GOAL,
        "one_file_each_per_cpu_second": one_by_one,
        "first_letter_ms": first_ms,
        "bytes_per_letter": round(sum(sizes) / count),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "python": sys.version.split()[0],
        "load": round(os.getloadavg()[0], 1),
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--letters", type=int, default=4000)
    arguments.add_argument("--per-bundle", type=int, default=200)
    given = arguments.parse_args()
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    with tempfile.TemporaryDirectory(prefix="tomoni-bench-") as folder:
        os.environ |= {"TOMONI_VAR": folder, "TOMONI_DATABASE": "", "DJANGO_SETTINGS_MODULE": "config.settings"}
        import django

        django.setup()
        print(json.dumps(measure(given.letters, given.per_bundle), ensure_ascii=False))


if __name__ == "__main__":
    main()
