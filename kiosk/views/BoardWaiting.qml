pragma ComponentBehavior: Bound
import QtQuick

// Who waits, by service, in order.
Item {
    id: waiting

    required property var theme
    required property var board
    required property var s
    required property real unit
    required property bool isWide

    Words {
        id: head

        theme: waiting.theme
        text: waiting.s.waiting
        color: waiting.theme.quiet
        font.pixelSize: 3.6 * waiting.unit
    }

    Words {
        objectName: "board-nobody"
        theme: waiting.theme
        visible: !waiting.board.isAwaited
        anchors.top: head.bottom
        anchors.topMargin: 2 * waiting.unit
        width: parent.width
        text: waiting.s.nobody
        color: waiting.theme.quiet
        font.pixelSize: 2.8 * waiting.unit
    }

    Grid {
        id: list

        anchors.top: head.bottom
        anchors.topMargin: 1.5 * waiting.unit
        width: parent.width
        // a board that hangs upright has width to spare and no height
        columns: waiting.isWide ? 1 : 2
        spacing: 1.6 * waiting.unit

        Repeater {
            model: waiting.board.waitingRows

            Column {
                id: line

                required property string service
                required property string labels
                required property string more

                width: (list.width - (list.columns - 1) * list.spacing) / list.columns

                Words {
                    theme: waiting.theme
                    width: parent.width
                    text: line.service
                    color: waiting.theme.quiet
                    font.pixelSize: 2.4 * waiting.unit
                    maximumLineCount: 1
                    elide: Text.ElideRight
                }

                Words {
                    objectName: "waiting-labels"
                    theme: waiting.theme
                    width: parent.width
                    text: line.labels + (line.more === "" ? "" : "  " + line.more)
                    font.pixelSize: 3.4 * waiting.unit
                    font.bold: true
                }
            }
        }
    }
}
