"""docs/settings.md says what the server reads."""

from pathlib import Path

from app.settings_table import settings_table

SETTINGS = Path(__file__).parents[2] / "docs" / "settings.md"


def test_the_documented_table_lists_every_setting_with_its_default() -> None:
    assert settings_table() in SETTINGS.read_text(encoding="utf-8")
