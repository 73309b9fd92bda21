pragma ComponentBehavior: Bound
import QtQuick

// What the keyboard has typed so far, or an example of it.
Rectangle {
    id: field

    required property var theme
    required property string text
    required property string example

    height: Math.max(theme.target, words.implicitHeight + 4 * theme.mm)
    radius: 3 * theme.mm
    color: theme.surface
    border.color: theme.action
    border.width: 0.6 * theme.mm

    Words {
        id: words

        objectName: "typed"
        theme: field.theme
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: 5 * field.theme.mm
        anchors.verticalCenter: parent.verticalCenter
        text: field.text === "" ? field.example : field.text
        color: field.text === "" ? field.theme.quiet : field.theme.ink
        font.pixelSize: field.theme.body
        font.bold: field.text !== ""
        wrapMode: Text.NoWrap
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: field.theme.small * 0.8
        elide: Text.ElideLeft
    }
}
