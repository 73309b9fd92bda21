pragma ComponentBehavior: Bound
import QtQuick

// Before everything is wiped: is somebody there?
Rectangle {
    id: warning

    required property var theme
    required property var session
    required property var s

    objectName: "idle-warning"
    color: theme.paper
    opacity: 0.97

    MouseArea {
        anchors.fill: parent
        onClicked: warning.session.touched()
    }

    Column {
        anchors.centerIn: parent
        width: parent.width * 0.8
        spacing: 8 * warning.theme.mm

        Question {
            theme: warning.theme
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: warning.s.idle
        }

        Text {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: warning.session.warning
            color: warning.theme.ink
            font.family: warning.theme.family
            font.pixelSize: warning.theme.body
            wrapMode: Text.Wrap
        }

        Card {
            objectName: "stay"
            anchors.horizontalCenter: parent.horizontalCenter
            theme: warning.theme
            width: 120 * warning.theme.mm
            filled: true
            title: warning.s.stay
            onChosen: warning.session.touched()
        }
    }
}
