pragma ComponentBehavior: Bound
import QtQuick

// The one sentence at the top of a screen.
Text {
    required property var theme

    color: theme.ink
    font.family: theme.family
    font.pixelSize: theme.heading
    font.bold: true
    wrapMode: Text.Wrap
    lineHeight: 1.1
}
