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

    MouseArea {
        objectName: "ground"
        anchors.fill: parent
        onClicked: warning.session.touched()
    }

    Column {
        anchors.centerIn: parent
        width: parent.width * 0.86
        spacing: 10 * warning.theme.mm

        Question {
            objectName: "question"
            theme: warning.theme
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: warning.s.idle
        }

        Words {
            theme: warning.theme
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: warning.session.warning
        }

        Action {
            objectName: "stay"
            anchors.horizontalCenter: parent.horizontalCenter
            theme: warning.theme
            width: 130 * warning.theme.mm
            filled: true
            icon: "mdi6.hand-back-right-outline"
            title: warning.s.stay
            onChosen: warning.session.touched()
        }
    }
}
