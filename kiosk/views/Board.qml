pragma ComponentBehavior: Bound
import QtQuick

// Numbers and counters only, the newest on top and largest, gold for ten seconds, then ink.
Window {
    id: window

    required property var theme
    required property var board

    color: theme.paper
    visible: true
    title: "Bảng gọi số"

    Column {
        anchors.fill: parent
        anchors.margins: window.height * 0.03
        anchors.bottomMargin: window.height * 0.14
        spacing: window.height * 0.015

        Row {
            width: parent.width

            Text {
                width: parent.width / 2
                text: "Số / Number"
                color: window.theme.quiet
                font.family: window.theme.family
                font.pixelSize: window.height * 0.045
            }

            Text {
                width: parent.width / 2
                horizontalAlignment: Text.AlignRight
                text: "Quầy / Counter"
                color: window.theme.quiet
                font.family: window.theme.family
                font.pixelSize: window.height * 0.045
            }
        }

        Repeater {
            model: window.board.calledRows

            Rectangle {
                id: line

                required property int index
                required property string label
                required property string counter
                required property bool isNew

                width: parent.width
                height: window.height * (index === 0 ? 0.27 : 0.115)
                color: window.theme.surface
                border.color: isNew ? window.theme.gold : window.theme.line
                border.width: isNew ? 4 : 1
                radius: 12

                Text {
                    objectName: "called-" + line.label
                    anchors.left: parent.left
                    anchors.leftMargin: window.width * 0.03
                    anchors.verticalCenter: parent.verticalCenter
                    text: line.label
                    color: line.isNew ? window.theme.gold : window.theme.ink
                    font.family: window.theme.family
                    font.pixelSize: parent.height * 0.66
                    font.bold: true
                }

                Text {
                    anchors.right: parent.right
                    anchors.rightMargin: window.width * 0.03
                    anchors.verticalCenter: parent.verticalCenter
                    text: line.counter
                    color: line.isNew ? window.theme.gold : window.theme.ink
                    font.family: window.theme.family
                    font.pixelSize: parent.height * 0.66
                    font.bold: true
                }
            }
        }
    }

    Row {
        anchors.bottom: foot.top
        anchors.bottomMargin: window.height * 0.012
        anchors.left: parent.left
        anchors.leftMargin: window.height * 0.03
        spacing: window.width * 0.02

        Repeater {
            model: window.board.waitingRows

            Text {
                required property string label

                text: label
                color: window.theme.ink
                font.family: window.theme.family
                font.pixelSize: window.height * 0.038
            }
        }
    }

    Row {
        id: foot

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.margins: window.height * 0.03
        spacing: window.width * 0.03

        Repeater {
            model: [window.board.time, window.board.waitingLine, window.board.age]

            Text {
                required property string modelData
                required property int index

                objectName: ["board-time", "board-waiting", "board-age"][index]
                text: modelData
                color: index === 2 ? window.theme.warn : window.theme.quiet
                font.family: window.theme.family
                font.pixelSize: window.height * 0.03
            }
        }
    }
}
