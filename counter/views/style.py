"""The counter's style sheet, made of the tokens of look."""

from qtkit.theme import Palette


def style_sheet(palette: Palette, family: str) -> str:
    """Widgets in a palette's colours: one filled button per state, focus always visible."""
    return f"""
    QWidget {{ background: {palette.paper}; color: {palette.ink}; font-family: '{family}'; font-size: 10.5pt; }}
    QListWidget, QTableWidget, QLineEdit, QGroupBox {{
        background: {palette.surface}; border: 1px solid {palette.line}; border-radius: 6px; padding: 4px;
    }}
    QLineEdit:focus, QListWidget:focus, QTableWidget:focus {{ border: 2px solid {palette.action}; }}
    QPushButton {{
        background: {palette.surface}; border: 1px solid {palette.line}; border-radius: 6px; padding: 6px 12px;
    }}
    QPushButton:focus {{ border: 2px solid {palette.action}; }}
    QPushButton:default {{ background: {palette.action}; color: {palette.on_action}; }}
    QPushButton:disabled {{ color: {palette.quiet}; background: {palette.paper}; }}
    QLabel[role='quiet'] {{ color: {palette.quiet}; }}
    QLabel[role='number'] {{ font-size: 28pt; font-weight: bold; }}
    QLabel[role='heading'] {{ font-size: 13pt; font-weight: bold; }}
    QLabel[role='warn'] {{ color: {palette.warn}; }}
    QListWidget::item:selected, QTableWidget::item:selected {{
        background: {palette.action}; color: {palette.on_action};
    }}
    """
