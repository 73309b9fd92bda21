import QtQuick

// The one sentence at the top of a screen.
Words {
    font.pixelSize: theme.heading
    font.bold: true
}
