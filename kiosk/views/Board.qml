pragma ComponentBehavior: Bound
import QtQuick

// Numbers and counters only, the newest on top and largest, gold for ten seconds, then ink.
Window {
    id: window

    required property var theme
    required property var board
    required property var s
    required property string centre
    required property bool isLocked
    readonly property bool isWide: width > height
    // everything follows from the shorter side, so that a board may hang either way
    readonly property real unit: Math.min(width, height) / 100
    property real pulse: 1

    color: theme.paper
    visible: true
    title: "Bảng gọi số"
    flags: isLocked ? Qt.Window | Qt.FramelessWindowHint : Qt.Window
    onClosing: close => close.accepted = !isLocked

    Connections {
        target: window.board
        function onCalled() {
            blink.restart();
        }
    }

    // the one thing that blinks: a called number, three times
    SequentialAnimation {
        id: blink

        loops: 3

        PropertyAction {
            target: window
            property: "pulse"
            value: 0.15
        }
        PauseAnimation {
            duration: 300
        }
        PropertyAction {
            target: window
            property: "pulse"
            value: 1
        }
        PauseAnimation {
            duration: 400
        }
    }

    BoardCalled {
        id: called

        anchors.top: parent.top
        anchors.left: parent.left
        anchors.margins: 3 * window.unit
        width: window.isWide ? window.width * 0.62 : window.width - 6 * window.unit
        height: window.isWide ? foot.y - 5 * window.unit : foot.y * 0.56
        theme: window.theme
        board: window.board
        s: window.s
        unit: window.unit
        pulse: blink.running ? window.pulse : 1
    }

    BoardWaiting {
        anchors.top: window.isWide ? parent.top : called.bottom
        anchors.right: parent.right
        anchors.bottom: foot.top
        anchors.margins: 3 * window.unit
        isWide: window.isWide
        width: window.isWide ? window.width - called.width - 10 * window.unit : window.width - 6 * window.unit
        theme: window.theme
        board: window.board
        s: window.s
        unit: window.unit
    }

    Item {
        id: foot

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: 3 * window.unit
        height: 7 * window.unit

        Words {
            objectName: "board-time"
            theme: window.theme
            anchors.left: parent.left
            anchors.verticalCenter: parent.verticalCenter
            text: window.board.time
            font.pixelSize: 4.5 * window.unit
            font.bold: true
        }

        Words {
            objectName: "board-centre"
            theme: window.theme
            visible: window.board.age === ""
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width * 0.75
            horizontalAlignment: Text.AlignRight
            text: window.centre
            color: window.theme.quiet
            font.pixelSize: 2.6 * window.unit
        }

        Image {
            visible: window.board.age !== ""
            anchors.right: age.left
            anchors.rightMargin: window.unit
            anchors.verticalCenter: parent.verticalCenter
            width: 4.5 * window.unit
            height: width
            source: "image://icons/mdi6.alert-outline?" + window.theme.warn
            sourceSize: Qt.size(width, width)
        }

        Words {
            id: age

            objectName: "board-age"
            theme: window.theme
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            text: window.board.age
            color: window.theme.warn
            font.pixelSize: 2.8 * window.unit
            wrapMode: Text.NoWrap
        }
    }
}
