import QtQuick

// Text as the kiosk writes it: a line is one and a half times the letter, so that stacked Vietnamese marks keep apart.
Text {
    required property var theme

    color: theme.ink
    font.family: theme.family
    font.pixelSize: theme.body
    lineHeight: 1.1
    wrapMode: Text.Wrap
}
