import QtQuick

// Text as the kiosk writes it: a line is one and a half times the letter, so that stacked Vietnamese marks keep apart.
Text {
    required property var theme

    // a scanned code may hold anything, markup too
    textFormat: Text.PlainText
    color: theme.ink
    font.family: theme.family
    font.pixelSize: theme.body
    lineHeight: 1.1
    wrapMode: Text.Wrap
}
