"""What holds the house together: the contracts bite, relations point inwards, files stay readable."""

import ast
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "tomoni"
RINGS = ["base", "common", "engines", "services", "web"]
LINT = Path(sys.executable).parent / "lint-imports"

# Where a forbidden import is put, what it says, and the contract that must refuse it.
VIOLATIONS = {
    "base/clock.py": ("import tomoni.common.people.models", "Imports go inwards only"),
    "common/people/apps.py": ("import tomoni.engines.cases.models", "Imports go inwards only"),
    "common/post/apps.py": ("import tomoni.common.approvals.apps", "Inside common"),
    "engines/cases/apps.py": ("import tomoni.services.groups.apps", "Imports go inwards only"),
    "engines/plan/apps.py": ("import tomoni.engines.cases.apps", "No engine knows another engine"),
    "services/groups/apps.py": ("import tomoni.engines.cases.apps", "Services meet an engine at its api module only"),
    "services/groups/rules.py": ("import django.db", "Rules are plain Python"),
    "engines/plan/rules.py": ("import django.forms", "Rules are plain Python"),
    "engines/registers/apps.py": ("import wagtail.models", "Wagtail is known to publishing"),
}


@pytest.fixture(scope="module")
def copy_of_the_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package that may be damaged, with a second service beside it."""
    home = tmp_path_factory.mktemp("house")
    shutil.copytree(PACKAGE, home / "src" / "tomoni", ignore=shutil.ignore_patterns("__pycache__", "tests", "static"))
    shutil.copy(ROOT / ".importlinter", home)
    neighbour = home / "src" / "tomoni" / "services" / "neighbour"
    neighbour.mkdir()
    (neighbour / "__init__.py").write_text("import tomoni.base\n")
    return home


def lint(home: Path) -> str:
    """What import-linter says of the copy; empty when every contract is kept."""
    words = [str(LINT), "--no-cache"]
    done = subprocess.run(words, cwd=home, env={"PYTHONPATH": str(home / "src")}, capture_output=True, text=True)
    return done.stdout + done.stderr if done.returncode else ""


def test_the_house_keeps_its_contracts(copy_of_the_house: Path) -> None:
    assert lint(copy_of_the_house) == ""


@pytest.mark.parametrize("place", VIOLATIONS)
def test_a_forbidden_import_is_refused(copy_of_the_house: Path, place: str) -> None:
    line, contract = VIOLATIONS[place]
    file = copy_of_the_house / "src" / "tomoni" / place
    before = file.read_text() if file.exists() else None
    file.write_text(f"{before or ''}\n{line}\n")
    try:
        said = lint(copy_of_the_house)
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_text(before)
    broken = [row for row in said.splitlines() if " BROKEN" in row]
    assert any(row.startswith(contract) for row in broken), said


def test_a_service_that_meets_its_neighbour_is_refused(copy_of_the_house: Path) -> None:
    file = copy_of_the_house / "src" / "tomoni" / "services" / "neighbour" / "__init__.py"
    file.write_text("import tomoni.services.groups.apps\n")
    try:
        said = lint(copy_of_the_house)
    finally:
        file.write_text("import tomoni.base\n")
    assert "No service knows another service BROKEN" in said


def home_of(model: type[Model]) -> tuple[str, str]:
    """('engines', 'cases') for a model of tomoni.engines.cases."""
    _, ring, package, *_ = model.__module__.split(".")
    return ring, package


OURS = [model for model in apps.get_models() if model.__module__.startswith("tomoni.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_relations_point_inwards(model: type[Model]) -> None:
    ring, package = home_of(model)
    for field in model._meta.get_fields():
        other = field.related_model if field.is_relation and not field.auto_created else None
        if other in OURS and home_of(other) != (ring, package):
            inwards = RINGS.index(home_of(other)[0]) < RINGS.index(ring)
            # Inside base and common the layers contract keeps the order: a relation there needs an import.
            assert inwards or ring == home_of(other)[0] in {"base", "common"}, f"{field} points outwards or sideways"


def source_files() -> list[Path]:
    folders = [PACKAGE, ROOT / "tools", ROOT / "config", ROOT / "tests", ROOT / "bench"]
    files = [file for folder in folders for file in folder.rglob("*") if file.suffix in {".py", ".html", ".css", ".js"}]
    return [file for file in files if "migrations" not in file.parts and "__pycache__" not in file.parts]


def test_no_file_is_longer_than_500_lines() -> None:
    lengths = {str(file.relative_to(ROOT)): len(file.read_text().splitlines()) for file in source_files()}
    assert {name: length for name, length in lengths.items() if length > 500} == {}


def test_no_function_is_longer_than_60_lines() -> None:
    long = {}
    for file in (one for one in source_files() if one.suffix == ".py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > 60:
                    long[f"{file.relative_to(ROOT)}:{node.name}"] = length
    assert long == {}


def test_no_module_is_a_junk_drawer() -> None:
    drawers = {"utils", "helpers", "misc", "core", "manager"}
    assert [file for file in source_files() if file.stem in drawers or drawers & set(file.parts)] == []


def test_an_engine_shows_at_most_twelve_names() -> None:
    for file in sorted(PACKAGE.glob("engines/*/api.py")):
        names = next(
            ast.literal_eval(node.value)
            for node in ast.parse(file.read_text()).body
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"
        )
        assert len(names) <= 12, f"{file.parent.name} shows {len(names)} names: it may be two engines"


def test_no_template_carries_style_or_script_inside() -> None:
    guilty = []
    for file in PACKAGE.rglob("templates/**/*.html"):
        text = file.read_text()
        if any(sign in text for sign in (" style=", "<style", "<script>", " onclick=", "javascript:")):
            guilty.append(str(file.relative_to(ROOT)))
    assert guilty == []


def test_nothing_under_test_can_reach_another_host() -> None:
    with socket.socket() as far, pytest.raises(PermissionError, match=r"192\.0\.2\.1"):
        far.connect(("192.0.2.1", 80))
    with pytest.raises(PermissionError, match=r"another\.example"):
        socket.getaddrinfo("another.example", 80)
