pragma ComponentBehavior: Bound
import QtQuick

// The called numbers with their counters.
Item {
    id: called

    required property var theme
    required property var board
    required property var s
    required property real unit
    required property real pulse

    Words {
        id: left

        theme: called.theme
        text: called.s.number
        color: called.theme.quiet
        font.pixelSize: 3.6 * called.unit
    }

    Words {
        theme: called.theme
        anchors.right: parent.right
        text: called.s.counter
        color: called.theme.quiet
        font.pixelSize: 3.6 * called.unit
    }

    Words {
        objectName: "board-ready"
        theme: called.theme
        visible: !called.board.isCalling
        anchors.centerIn: parent
        width: parent.width * 0.9
        horizontalAlignment: Text.AlignHCenter
        text: called.s.ready
        font.pixelSize: 4.5 * called.unit
    }

    Column {
        id: list

        readonly property real room: called.height - left.height - 5 * spacing

        anchors.top: left.bottom
        anchors.topMargin: spacing
        width: parent.width
        spacing: 1.5 * called.unit

        Repeater {
            model: called.board.calledRows

            Rectangle {
                id: line

                required property int index
                required property string label
                required property string counter
                required property bool isNew
                readonly property color ink: isNew ? called.theme.gold : called.theme.ink

                width: list.width
                // the newest is as large as two and a half of the others
                height: list.room * (index === 0 ? 2.5 : 1) / 6.5
                color: called.theme.surface
                border.color: isNew ? called.theme.gold : called.theme.line
                border.width: (isNew ? 0.5 : 0.15) * called.unit
                radius: 1.5 * called.unit
                opacity: index === 0 ? called.pulse : 1

                Words {
                    objectName: "called-" + line.label
                    theme: called.theme
                    anchors.left: parent.left
                    anchors.leftMargin: 3 * called.unit
                    anchors.verticalCenter: parent.verticalCenter
                    text: line.label
                    color: line.ink
                    font.pixelSize: parent.height * 0.66
                    font.bold: true
                    lineHeight: 1
                }

                Words {
                    objectName: "counter-" + line.label
                    theme: called.theme
                    anchors.right: parent.right
                    anchors.rightMargin: 3 * called.unit
                    anchors.verticalCenter: parent.verticalCenter
                    text: line.counter
                    color: line.ink
                    font.pixelSize: parent.height * 0.66
                    font.bold: true
                    lineHeight: 1
                }
            }
        }
    }
}
