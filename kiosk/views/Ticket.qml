pragma ComponentBehavior: Bound
import QtQuick

// The number, so large that a companion reads it from three metres, then where to sit and how long, honestly.
Item {
    id: screen

    required property var theme
    required property var session
    required property var s

    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.topMargin: 4 * screen.theme.mm
        width: parent.width
        spacing: 4 * screen.theme.mm

        Question {
            theme: screen.theme
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: screen.s.ticket
        }

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: number.implicitWidth + 24 * screen.theme.mm
            height: number.implicitHeight * 0.86
            radius: 3 * screen.theme.mm
            color: screen.theme.gold

            Text {
                id: number

                objectName: "ticket-label"
                anchors.centerIn: parent
                text: screen.session.ticket.label ?? ""
                color: "#1A1E24"
                font.family: screen.theme.family
                font.pixelSize: 62 * screen.theme.mm
                font.bold: true
            }
        }

        Repeater {
            model: [screen.session.ticket.service ?? "", screen.session.ticket.ahead ?? "", screen.session.ticket.wait ?? "", screen.s.sit]

            Text {
                required property string modelData
                required property int index

                visible: modelData !== ""
                width: screen.width
                horizontalAlignment: Text.AlignHCenter
                text: modelData
                color: index === 3 ? screen.theme.quiet : screen.theme.ink
                font.family: screen.theme.family
                font.pixelSize: screen.theme.body
                font.bold: index < 3
                wrapMode: Text.Wrap
            }
        }

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(screen.width, 240 * screen.theme.mm)
            height: sentence.implicitHeight + 10 * screen.theme.mm
            radius: 3 * screen.theme.mm
            color: screen.theme.surface
            border.color: (screen.session.ticket.isTrouble ?? false) ? screen.theme.warn : screen.theme.line
            border.width: 0.6 * screen.theme.mm

            Text {
                id: sentence

                objectName: "print-state"
                anchors.centerIn: parent
                width: parent.width - 12 * screen.theme.mm
                horizontalAlignment: Text.AlignHCenter
                text: ((screen.session.ticket.isTrouble ?? false) ? "⚠ " : "") + (screen.session.ticket.print ?? "")
                color: (screen.session.ticket.isTrouble ?? false) ? screen.theme.warn : screen.theme.ink
                font.family: screen.theme.family
                font.pixelSize: screen.theme.body
                wrapMode: Text.Wrap
            }
        }

        Card {
            objectName: "done"
            anchors.horizontalCenter: parent.horizontalCenter
            theme: screen.theme
            width: 90 * screen.theme.mm
            height: 24 * screen.theme.mm
            filled: true
            title: screen.s.done
            onChosen: screen.session.start_over()
        }
    }
}
