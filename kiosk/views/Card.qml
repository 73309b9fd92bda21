pragma ComponentBehavior: Bound
import QtQuick

// One choice: an icon, a name and, small, what it is for; at least 60 by 30 mm.
Rectangle {
    id: card

    required property var theme
    property string title: ""
    property string subtitle: ""
    property string icon: ""
    property bool filled: false
    signal chosen

    implicitWidth: 60 * theme.mm
    implicitHeight: 30 * theme.mm
    radius: 3 * theme.mm
    color: press.pressed ? theme.line : filled ? theme.action : theme.surface
    border.color: filled ? theme.action : theme.line
    border.width: Math.max(1, 0.3 * theme.mm)
    Accessible.role: Accessible.Button
    Accessible.name: title

    Image {
        id: picture

        visible: card.icon !== ""
        anchors.left: parent.left
        anchors.leftMargin: 5 * card.theme.mm
        anchors.verticalCenter: parent.verticalCenter
        width: visible ? 18 * card.theme.mm : 0
        height: width
        source: card.icon === "" ? "" : "image://icons/" + card.icon + "?" + card.theme.action
        sourceSize.width: width
        sourceSize.height: height
    }

    Column {
        anchors.left: picture.visible ? picture.right : parent.left
        anchors.right: parent.right
        anchors.margins: 4 * card.theme.mm
        anchors.verticalCenter: parent.verticalCenter

        Text {
            width: parent.width
            text: card.title
            color: card.filled ? card.theme.onAction : card.theme.ink
            font.family: card.theme.family
            font.pixelSize: card.theme.body
            font.bold: true
            lineHeight: 1.1
            wrapMode: Text.Wrap
            maximumLineCount: 3
            elide: Text.ElideRight
            horizontalAlignment: card.icon === "" && card.subtitle === "" ? Text.AlignHCenter : Text.AlignLeft
        }

        Text {
            visible: card.subtitle !== ""
            width: parent.width
            text: card.subtitle
            color: card.filled ? card.theme.onAction : card.theme.quiet
            font.family: card.theme.family
            font.pixelSize: card.theme.small
            wrapMode: Text.Wrap
            maximumLineCount: 2
            elide: Text.ElideRight
        }
    }

    MouseArea {
        id: press

        anchors.fill: parent
        onClicked: card.chosen()
    }
}
