pragma ComponentBehavior: Bound
import QtQuick

// A sentence that must be read: with an icon and a word, never by colour alone.
Rectangle {
    id: notice

    required property var theme
    property string tone: "plain"
    property string title: ""
    property string detail: ""
    property bool isLarge: false
    readonly property real letter: theme.body * (isLarge ? 1.25 : 1)
    readonly property color tint: ({
            good: theme.good,
            warn: theme.warn
        })[tone] ?? theme.action

    height: lines.implicitHeight + 8 * theme.mm
    radius: 3 * theme.mm
    color: theme.surface
    border.color: tint
    border.width: 0.6 * theme.mm

    Image {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: 5 * notice.theme.mm
        anchors.verticalCenter: parent.verticalCenter
        width: (notice.isLarge ? 20 : 12) * notice.theme.mm
        height: width
        source: "image://icons/" + (({
                    good: "mdi6.check-circle-outline",
                    warn: "mdi6.alert-outline"
                })[notice.tone] ?? "mdi6.information-outline") + "?" + notice.tint
        sourceSize: Qt.size(width, width)
    }

    Column {
        id: lines

        anchors.left: sign.right
        anchors.right: parent.right
        anchors.leftMargin: 4 * notice.theme.mm
        anchors.rightMargin: 5 * notice.theme.mm
        anchors.verticalCenter: parent.verticalCenter

        Words {
            objectName: "notice-title"
            theme: notice.theme
            width: parent.width
            text: notice.title
            font.pixelSize: notice.letter
            font.bold: notice.detail !== ""
        }

        Words {
            objectName: "notice-detail"
            theme: notice.theme
            visible: text !== ""
            width: parent.width
            text: notice.detail
        }
    }
}
