pragma ComponentBehavior: Bound
import QtQuick

// A dossier's state by its code: state and completeness only, no name.
Item {
    id: lookup

    required property var theme
    required property var session
    required property var s

    Column {
        width: parent.width
        spacing: 5 * lookup.theme.mm

        Question {
            theme: lookup.theme
            width: parent.width
            text: lookup.s.lookup
        }

        Rectangle {
            width: parent.width
            height: lookup.theme.target
            radius: 3 * lookup.theme.mm
            color: lookup.theme.surface
            border.color: lookup.theme.action
            border.width: 0.6 * lookup.theme.mm

            Text {
                objectName: "lookup-code"
                anchors.centerIn: parent
                text: lookup.session.code
                color: lookup.theme.ink
                font.family: lookup.theme.family
                font.pixelSize: lookup.theme.heading
            }
        }

        Text {
            objectName: "lookup-answer"
            width: parent.width
            text: lookup.session.answer
            color: lookup.theme.ink
            font.family: lookup.theme.family
            font.pixelSize: lookup.theme.heading
            wrapMode: Text.Wrap
        }

        Card {
            objectName: "look"
            theme: lookup.theme
            width: 90 * lookup.theme.mm
            height: 24 * lookup.theme.mm
            filled: true
            title: lookup.s.look
            onChosen: lookup.session.look_up()
        }
    }

    Keyboard {
        anchors.bottom: parent.bottom
        width: parent.width
        theme: lookup.theme
        session: lookup.session
        clearText: lookup.s.clear
    }
}
