pragma ComponentBehavior: Bound
import QtQuick

// Who is old enough may go first by showing her card; everybody else goes on without one.
Item {
    id: scan

    required property var theme
    required property var session
    required property var s

    Question {
        id: question

        objectName: "question"
        theme: scan.theme
        width: parent.width
        text: scan.session.face.cardTitle
    }

    Column {
        anchors.top: question.bottom
        anchors.topMargin: 6 * scan.theme.mm
        width: parent.width
        spacing: 5 * scan.theme.mm

        Image {
            anchors.horizontalCenter: parent.horizontalCenter
            width: (scan.width > scan.height ? 44 : 80) * scan.theme.mm
            height: width
            source: "image://icons/mdi6.card-account-details-outline?" + scan.theme.action
            sourceSize: Qt.size(width, width)
        }

        Words {
            theme: scan.theme
            width: parent.width
            text: scan.s.card_how
            font.pixelSize: scan.theme.body * (scan.width > scan.height ? 1 : 1.25)
            font.bold: true
        }

        Words {
            theme: scan.theme
            width: parent.width
            text: scan.s.card_keeps
            color: scan.theme.quiet
        }

        Notice {
            objectName: "card-notice"
            visible: scan.session.face.notice !== ""
            theme: scan.theme
            width: parent.width
            tone: "warn"
            title: scan.session.face.notice
        }
    }
}
