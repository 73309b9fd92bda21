import QtQuick

// The one sentence at the top of a screen.
Text {
    required property QtObject theme

    color: theme.ink
    font.family: theme.family
    font.pixelSize: theme.heading
    font.bold: true
    wrapMode: Text.Wrap
    lineHeight: 1.1
}
