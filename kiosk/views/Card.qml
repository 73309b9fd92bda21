pragma ComponentBehavior: Bound
import QtQuick

// One choice: an icon, a name and, small, what it is for; at least 60 by 30 mm.
Touchable {
    id: card

    property string subtitle: ""
    property string icon: ""
    readonly property real inner: height - 6 * theme.mm
    // a step larger where there is room for it
    readonly property bool isRoomy: width >= 110 * theme.mm && height >= 44 * theme.mm
    readonly property real em: theme.body * (isRoomy ? 1.25 : 1)

    implicitWidth: 60 * theme.mm
    implicitHeight: 30 * theme.mm

    Image {
        id: picture

        visible: card.icon !== ""
        anchors.left: parent.left
        anchors.leftMargin: 5 * card.theme.mm
        anchors.verticalCenter: parent.verticalCenter
        width: visible ? (card.isRoomy ? 24 : 18) * card.theme.mm : 0
        height: width
        source: card.icon === "" ? "" : "image://icons/" + card.icon + "?" + (card.filled ? card.theme.onAction : card.theme.action)
        sourceSize: Qt.size(width, width)
    }

    Column {
        anchors.left: picture.visible ? picture.right : parent.left
        anchors.right: parent.right
        anchors.leftMargin: (picture.visible ? 4 : 6) * card.theme.mm
        anchors.rightMargin: 5 * card.theme.mm
        anchors.verticalCenter: parent.verticalCenter

        Words {
            id: name

            objectName: "card-title"
            theme: card.theme
            width: parent.width
            text: card.title
            color: card.ink
            font.pixelSize: card.em
            font.bold: true
            maximumLineCount: Math.max(1, Math.floor(card.inner / (card.em * 1.5)))
            elide: Text.ElideRight
        }

        Words {
            objectName: "card-subtitle"
            theme: card.theme
            visible: card.subtitle !== "" && name.implicitHeight + implicitHeight <= card.inner
            width: parent.width
            text: card.subtitle
            color: card.filled ? card.theme.onAction : card.theme.quiet
            font.pixelSize: card.theme.small
            maximumLineCount: 1
            elide: Text.ElideRight
        }
    }
}
