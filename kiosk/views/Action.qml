pragma ComponentBehavior: Bound
import QtQuick

// A button of the bars above and below: an icon beside a word.
Touchable {
    id: action

    property string icon: ""
    property bool isSmall: false
    readonly property real letter: isSmall ? theme.small : theme.body

    height: isSmall ? Math.max(theme.target, 2 * theme.mm + 2 * 1.5 * theme.small) : 4 * theme.mm + Math.max(theme.target, 2 * 1.5 * theme.body)

    Row {
        id: content

        anchors.centerIn: parent
        spacing: 2.5 * action.theme.mm

        Image {
            id: picture

            visible: action.icon !== ""
            anchors.verticalCenter: parent.verticalCenter
            width: visible ? action.letter * 1.5 : 0
            height: width
            source: visible ? "image://icons/" + action.icon + "?" + (action.filled ? action.theme.onAction : action.theme.action) : ""
            sourceSize: Qt.size(width, width)
        }

        Words {
            theme: action.theme
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(Math.ceil(natural.advanceWidth) + 4, action.width - picture.width - content.spacing - 6 * action.theme.mm)
            horizontalAlignment: action.icon === "" ? Text.AlignHCenter : Text.AlignLeft
            text: action.title
            color: action.ink
            font.pixelSize: action.letter
            font.bold: !action.isSmall

            TextMetrics {
                id: natural

                text: action.title
                font.family: action.theme.family
                font.pixelSize: action.letter
                font.bold: !action.isSmall
            }
        }
    }
}
