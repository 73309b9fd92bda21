"""How the citizen's display looks: the tokens of look in millimetres of its own panel, as a style sheet."""

from PySide6.QtGui import QIcon, QScreen

from qtkit.theme import CAPITAL_OF_EM, KIOSK_BODY_MM, KIOSK_HEADING_MM, LIGHT, Theme
from qtkit.widget_icons import widget_icon

# a ten-inch panel beside a counter, for a display that doesn't say how wide it is or says nonsense
USUAL_MM = 217.0
_LEAST_MM, _MOST_MM = 120.0, 1500.0
# a wider panel stands further away: what it shows grows with it
_NEAR_MM = 300.0
# look.md's scale of type
_STEP = 1.25


def theme_for(screen: QScreen, panel_mm: float) -> Theme:
    """The tokens on a display; ``panel_mm`` is its visible width as the administrator measured it, 0 as it says."""
    said = panel_mm or screen.physicalSize().width()
    width = said if _LEAST_MM <= said <= _MOST_MM else USUAL_MM
    return Theme(LIGHT, panel_mm=min(width, _NEAR_MM), panel_px=screen.geometry().width())


def body_px(theme: Theme) -> float:
    """The size of the texts, in pixels."""
    return theme.px(KIOSK_BODY_MM) / CAPITAL_OF_EM


def small_px(theme: Theme) -> float:
    """One step below: what a text is about."""
    return body_px(theme) / _STEP


def sign(theme: Theme, name: str, hue: str) -> QIcon:
    """An icon of the family in a token's colour."""
    colours = {'on_action': theme.onAction, 'on_gold': theme.onGold}
    colour = colours.get(hue) or getattr(theme, hue)
    return widget_icon(name, str(colour), str(theme.quiet))


def citizen_style(theme: Theme) -> str:
    """Text at the kiosk's sizes, targets as wide as a finger, one filled button."""
    body, small = round(body_px(theme)), round(small_px(theme))
    heading = round(theme.px(KIOSK_HEADING_MM) / CAPITAL_OF_EM)
    corner, edge = round(theme.px(3)), max(1, round(theme.px(0.4)))
    return f"""
    QWidget {{ color: {theme.ink}; font-family: '{theme.family}'; font-size: {body}px; }}
    QWidget#citizen {{ background: {theme.paper}; }}
    QFrame#citizen-card {{
        background: {theme.surface}; border: {edge}px solid {theme.line}; border-radius: {corner}px;
    }}
    QLabel {{ background: transparent; border: none; }}
    QLabel[role='small'] {{ font-size: {small}px; color: {theme.quiet}; }}
    QLabel[role='head'] {{ font-size: {small}px; color: {theme.quiet}; }}
    QLabel[role='paper'] {{ font-size: {small}px; }}
    QLabel[role='strong'] {{ font-weight: bold; }}
    QLabel[role='heading'] {{ font-size: {heading}px; font-weight: bold; }}
    QLabel[role='title'] {{ font-size: {body}px; font-weight: bold; }}
    QLabel[role='good'] {{ color: {theme.good}; }}
    QLabel[role='bad'] {{ color: {theme.bad}; font-weight: bold; }}
    QLabel[role='quiet'] {{ color: {theme.quiet}; }}
    QLabel#citizen-number {{
        background: {theme.gold}; color: {theme.onGold}; border-radius: {corner}px;
        font-size: {round(theme.px(30))}px; font-weight: bold; padding: 0 {round(theme.px(8))}px;
    }}
    QPushButton {{
        background: {theme.surface}; border: {edge}px solid {theme.line}; border-radius: {corner}px;
        font-size: {small}px; padding: 0 {round(theme.px(3))}px; min-height: {round(theme.px(11))}px;
    }}
    QPushButton:checked {{ background: {theme.action}; color: {theme.onAction}; border-color: {theme.action}; }}
    QPushButton[role='go'] {{ background: {theme.action}; color: {theme.onAction}; border-color: {theme.action}; }}
    QPushButton[role='choice'] {{ font-size: {body}px; min-height: {round(theme.px(17))}px; }}
    """
