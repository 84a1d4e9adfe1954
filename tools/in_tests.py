"""A management command under the settings of the tests, and `templates`, which compiles every template of ours."""

import os
import sys


def main(words: list[str]) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.testing"
    if words == ["templates"]:
        return _compile_templates()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["tomoni", *words])
    return 0


def _compile_templates() -> int:
    import django

    django.setup()
    from django.apps import apps
    from django.template import TemplateSyntaxError
    from django.template.loader import get_template

    from tools.bootstrap import ROOT

    bad = 0
    folders = [ROOT / "src" / app.name.replace(".", "/") / "templates" for app in apps.get_app_configs()]
    for folder in (one for one in folders if one.is_dir()):
        for file in sorted(one for one in folder.rglob("*") if one.is_file()):
            try:
                get_template(str(file.relative_to(folder)))
            except TemplateSyntaxError as error:
                bad += 1
                print(f"{file.relative_to(ROOT)}: {error}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
