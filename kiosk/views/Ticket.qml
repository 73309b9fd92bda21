pragma ComponentBehavior: Bound
import QtQuick

// The number, so large that a companion reads it from three metres, then how long, honestly, and where to sit.
Item {
    id: screen

    required property var theme
    required property var session
    required property var s
    readonly property var ticket: session.face.ticket
    readonly property bool isWide: width > height
    // portrait has room for a step larger
    readonly property real step: isWide ? 1 : 1.25
    readonly property bool isTrouble: ticket.isTrouble ?? false

    Column {
        id: left

        // in portrait the whole stands a little above the middle
        y: screen.isWide ? 0 : Math.max(0, (screen.height - height - right.height) / 3)
        width: screen.isWide ? screen.width * 0.42 : screen.width
        spacing: 3 * screen.theme.mm

        Question {
            objectName: "question"
            theme: screen.theme
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: screen.s.ticket
        }

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(parent.width, 2.7 * height)
            height: (screen.isWide ? 66 : 96) * screen.theme.mm
            radius: 3 * screen.theme.mm
            color: screen.theme.gold

            Words {
                id: number

                objectName: "ticket-label"
                theme: screen.theme
                anchors.centerIn: parent
                width: parent.width * 0.9
                horizontalAlignment: Text.AlignHCenter
                text: screen.ticket.label ?? ""
                color: screen.theme.onGold
                font.pixelSize: parent.height * 0.7
                fontSizeMode: Text.HorizontalFit
                font.bold: true
                lineHeight: 1
                wrapMode: Text.NoWrap
            }
        }

        Image {
            objectName: "ticket-qr"
            visible: screen.isWide
            anchors.horizontalCenter: parent.horizontalCenter
            width: (screen.isWide ? 40 : 0) * screen.theme.mm
            height: width
            source: screen.ticket.qr ? "image://qr/" + screen.ticket.qr : ""
            smooth: false
        }

        Words {
            theme: screen.theme
            visible: screen.isWide
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: screen.s.follow
            color: screen.theme.quiet
            font.pixelSize: screen.theme.small
        }
    }

    Column {
        id: right

        anchors.top: screen.isWide ? parent.top : left.bottom
        anchors.topMargin: (screen.isWide ? 0 : 5) * screen.theme.mm
        anchors.right: parent.right
        width: screen.isWide ? screen.width * 0.55 : screen.width
        spacing: 2 * screen.theme.mm

        Repeater {
            model: [screen.ticket.service ?? "", screen.ticket.priority ?? "", screen.ticket.ahead ?? "", screen.ticket.wait ?? "", screen.ticket.at ?? "", screen.s.sit]

            Words {
                required property string modelData
                required property int index

                theme: screen.theme
                visible: modelData !== ""
                width: screen.isWide ? screen.width * 0.55 : screen.width
                horizontalAlignment: screen.isWide ? Text.AlignLeft : Text.AlignHCenter
                text: modelData
                color: index > 3 ? screen.theme.quiet : screen.theme.ink
                font.pixelSize: (index > 3 ? screen.theme.small : screen.theme.body) * screen.step
                font.bold: index < 4
            }
        }

        Notice {
            objectName: "doubt"
            visible: title !== ""
            theme: screen.theme
            width: parent.width
            tone: screen.ticket.doubt ? "warn" : "plain"
            title: screen.ticket.doubt || (screen.ticket.alone ?? "")
        }

        Notice {
            objectName: "print-notice"
            theme: screen.theme
            width: parent.width
            tone: screen.isTrouble ? "warn" : "plain"
            title: screen.ticket.print ?? ""
        }

        Image {
            objectName: "ticket-qr"
            visible: !screen.isWide
            anchors.horizontalCenter: parent.horizontalCenter
            width: (screen.isWide ? 0 : 56) * screen.theme.mm
            height: width
            source: screen.ticket.qr ? "image://qr/" + screen.ticket.qr : ""
            smooth: false
        }

        Words {
            theme: screen.theme
            visible: !screen.isWide
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: screen.s.follow
            color: screen.theme.quiet
            font.pixelSize: screen.theme.small
        }
    }
}
