"""The counter's style sheet and icons, made of the tokens of look."""

from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from qtkit.theme import DARK, HIGH_CONTRAST, LIGHT, Palette, font_family
from qtkit.widget_icons import widget_icon

PALETTES = {'light': LIGHT, 'dark': DARK, 'contrast': HIGH_CONTRAST}

_chosen = [LIGHT]


def use_palette(app: QApplication, name: str) -> None:
    """Dress the application in a palette of ``PALETTES``."""
    _chosen[0] = PALETTES.get(name, LIGHT)
    app.setPalette(_qt_palette(_chosen[0]))
    # the same on every desktop, and it draws its marks in the palette's colours
    app.setStyle('Fusion')
    app.setStyleSheet(style_sheet(_chosen[0], font_family()))


def palette() -> Palette:
    """The palette in use, for what is painted by hand."""
    return _chosen[0]


def icon(name: str, hue: str = 'ink') -> QIcon:
    """An icon of the family in a token's colour."""
    return widget_icon(name, str(getattr(_chosen[0], hue)), _chosen[0].quiet)


def _qt_palette(colours: Palette) -> QPalette:
    """What a style sheet does not reach: grounds of windows, placeholders."""
    made, role = QPalette(), QPalette.ColorRole
    table = {
        role.Window: colours.paper,
        role.Base: colours.surface,
        role.Button: colours.surface,
        role.WindowText: colours.ink,
        role.Text: colours.ink,
        role.ButtonText: colours.ink,
        role.PlaceholderText: colours.quiet,
        role.Highlight: colours.action,
        role.HighlightedText: colours.on_action,
    }
    for one, colour in table.items():
        made.setColor(one, QColor(colour))
    return made


def style_sheet(colours: Palette, family: str) -> str:
    """Widgets in a palette's colours: one filled button per state, focus always visible."""
    return _ground(colours, family) + _fields(colours) + _buttons(colours) + _labels(colours) + _lists(colours)


def _ground(colours: Palette, family: str) -> str:
    return f"""
    QWidget {{ color: {colours.ink}; font-family: '{family}'; font-size: 10.5pt; }}
    QToolTip {{ background: {colours.surface}; color: {colours.ink}; border: 1px solid {colours.line}; }}
    QFrame#region, QFrame[role='card'] {{
        background: {colours.surface}; border: 1px solid {colours.line}; border-radius: 6px;
    }}
    QFrame[role='card'][current='true'] {{ border: 2px solid {colours.action}; }}
    QFrame#line {{ background: {colours.line}; border: none; }}
    QSplitter::handle {{ background: {colours.paper}; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ border: none; background: transparent; }}
    QScrollBar:vertical {{ background: {colours.paper}; width: 12px; }}
    QScrollBar::handle:vertical {{ background: {colours.line}; border-radius: 6px; min-height: 24px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    """


def _fields(colours: Palette) -> str:
    return f"""
    QLineEdit, QPlainTextEdit, QComboBox, QSpinBox {{
        background: {colours.surface}; border: 1px solid {colours.line}; border-radius: 6px; padding: 4px 6px;
        placeholder-text-color: {colours.quiet};
        selection-background-color: {colours.action}; selection-color: {colours.on_action};
    }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus {{ border: 2px solid {colours.action}; }}
    QLineEdit:disabled, QComboBox:disabled {{ background: {colours.paper}; color: {colours.quiet}; }}
    QSpinBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
    QSpinBox::up-button, QSpinBox::down-button {{ subcontrol-origin: border; width: 1px; }}
    QComboBox::drop-down {{ border: none; width: 22px; }}
    QComboBox::down-arrow {{ image: none; }}
    QComboBox {{ padding-right: 26px; }}
    QCheckBox, QRadioButton {{ spacing: 8px; padding: 2px; border: 2px solid transparent; border-radius: 6px; }}
    QCheckBox:focus, QRadioButton:focus {{ border-color: {colours.action}; }}
    QCheckBox::indicator, QRadioButton::indicator {{
        width: 18px; height: 18px; border: none; background: transparent; image: none;
    }}
    """


def _buttons(colours: Palette) -> str:
    return f"""
    QPushButton, QToolButton {{
        background: {colours.surface}; border: 1px solid {colours.line}; border-radius: 6px; padding: 5px 10px;
    }}
    QPushButton:hover, QToolButton:hover {{ border-color: {colours.action}; }}
    QPushButton:default {{
        background: {colours.action}; color: {colours.on_action}; border: 1px solid {colours.action};
    }}
    QPushButton:focus, QToolButton:focus {{ border: 2px solid {colours.action}; padding: 4px 9px; }}
    QPushButton:default:focus {{ border: 2px solid {colours.ink}; }}
    QPushButton:disabled {{
        color: {colours.quiet}; background: {colours.paper}; border: 1px {_off(colours)} {colours.line};
    }}
    QPushButton[role='step'] {{
        background: transparent; border: 2px solid transparent; text-align: left; padding: 4px; font-weight: bold;
    }}
    QPushButton[role='step']:focus {{ border-color: {colours.action}; }}
    QPushButton[role='tab'] {{
        background: transparent; border: none; border-bottom: 3px solid transparent; border-radius: 0;
        padding: 6px 4px;
    }}
    QPushButton[role='tab']:checked {{ border-bottom-color: {colours.action}; font-weight: bold; }}
    QPushButton[role='tab']:focus {{ background: {colours.line}; }}
    """


def _labels(colours: Palette) -> str:
    return f"""
    QLabel {{ background: transparent; border: none; }}
    QLabel[role='quiet'] {{ color: {colours.quiet}; }}
    QLabel[role='number'] {{ font-size: 30pt; font-weight: bold; }}
    QLabel[role='heading'] {{ font-size: 13pt; font-weight: bold; }}
    QLabel[role='strong'] {{ font-weight: bold; }}
    QLabel[role='good'] {{ color: {colours.good}; }}
    QLabel[role='warn'] {{ color: {colours.warn}; }}
    QLabel[role='bad'] {{ color: {colours.bad}; font-weight: bold; }}
    QLabel[role='small'] {{ color: {colours.quiet}; font-size: 9.5pt; }}
    """


def _lists(colours: Palette) -> str:
    return f"""
    QListWidget, QTableView {{
        background: {colours.surface}; border: 1px solid {colours.line}; border-radius: 6px; font-size: 9.5pt;
        gridline-color: {colours.line}; outline: none;
    }}
    QListWidget:focus, QTableView:focus {{ border: 2px solid {colours.action}; }}
    QListWidget::item {{ padding: 4px; }}
    {_chosen_rows(colours)}
    QHeaderView::section {{
        background: {colours.paper}; color: {colours.quiet}; border: none; padding: 4px 6px;
        border-bottom: 1px solid {colours.line}; font-size: 9.5pt;
    }}
    """


def _is_stark(colours: Palette) -> bool:
    """Whether everything is as strong as the text: then quietness can't say anything, and lines have to."""
    return colours.quiet == colours.ink


def _off(colours: Palette) -> str:
    """The border of what can't be pressed now."""
    return 'dashed' if _is_stark(colours) else 'solid'


def _chosen_rows(colours: Palette) -> str:
    if _is_stark(colours):
        return f"""
    QListWidget::item:selected {{
        background: {colours.surface}; color: {colours.action}; border: 2px solid {colours.action};
        border-left: 8px solid {colours.action}; padding: 2px;
    }}
    QTableView::item:selected {{
        background: {colours.surface}; color: {colours.action};
        border-top: 2px solid {colours.action}; border-bottom: 2px solid {colours.action};
    }}"""
    return f"""
    QListWidget::item:selected {{
        background: {colours.line}; color: {colours.ink}; border-left: 4px solid {colours.action};
    }}
    QTableView::item:selected {{ background: {colours.line}; color: {colours.ink}; }}"""
