pragma ComponentBehavior: Bound
import QtQuick

// A dossier's state by its code: state and completeness only, no name.
Item {
    id: lookup

    required property var theme
    required property var session
    required property var s
    readonly property var face: session.face

    Column {
        width: parent.width
        spacing: 4 * lookup.theme.mm

        Question {
            objectName: "question"
            theme: lookup.theme
            width: parent.width
            text: lookup.s.lookup
        }

        Words {
            theme: lookup.theme
            visible: lookup.face.hasReader && lookup.face.answer.title === undefined
            width: parent.width
            text: lookup.s.lookup_scan
            font.pixelSize: lookup.theme.small
        }

        Field {
            objectName: "lookup-code"
            theme: lookup.theme
            width: parent.width
            text: lookup.face.code
            example: lookup.face.example
        }

        Notice {
            objectName: "lookup-answer"
            visible: lookup.face.answer.title !== undefined
            theme: lookup.theme
            width: parent.width
            tone: lookup.face.answer.tone ?? "plain"
            title: lookup.face.answer.title ?? ""
            detail: lookup.face.answer.detail ?? ""
        }
    }

    Keyboard {
        anchors.bottom: parent.bottom
        width: parent.width
        theme: lookup.theme
        session: lookup.session
        s: lookup.s
    }
}
