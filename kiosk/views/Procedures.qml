pragma ComponentBehavior: Bound
import QtQuick

// The procedures of a service, or what a search found: six at a time.
Item {
    id: procedures

    required property var theme
    required property var session
    required property var s

    Question {
        id: question

        theme: procedures.theme
        width: parent.width
        text: procedures.session.isSearch ? procedures.s.search + ": " + procedures.session.needle : procedures.s.procedures
    }

    Column {
        id: list

        anchors.top: question.bottom
        anchors.topMargin: 6 * procedures.theme.mm
        width: parent.width
        spacing: 4 * procedures.theme.mm

        Repeater {
            model: procedures.session.procedures

            Card {
                required property string code
                required property int index
                required title

                visible: !procedures.session.isSearch || index < 3
                objectName: "procedure-" + code
                theme: procedures.theme
                width: list.width
                onChosen: procedures.session.take(code)
            }
        }

        Text {
            visible: procedures.session.isSearch && procedures.session.procedures.rowCount() === 0
            width: parent.width
            text: procedures.s.none_found
            color: procedures.theme.ink
            font.family: procedures.theme.family
            font.pixelSize: procedures.theme.body
            wrapMode: Text.Wrap
        }
    }

    Keyboard {
        visible: procedures.session.isSearch
        anchors.bottom: parent.bottom
        width: parent.width
        theme: procedures.theme
        session: procedures.session
        clearText: procedures.s.clear
    }

    Row {
        visible: !procedures.session.isSearch
        anchors.top: list.bottom
        anchors.topMargin: 8 * procedures.theme.mm
        width: parent.width
        spacing: 6 * procedures.theme.mm

        Card {
            objectName: "any"
            theme: procedures.theme
            width: (parent.width - parent.spacing) * 0.62
            filled: true
            title: procedures.s.any
            onChosen: procedures.session.take("")
        }

        Card {
            objectName: "more"
            visible: procedures.session.hasMore
            theme: procedures.theme
            width: (parent.width - parent.spacing) * 0.38
            title: procedures.s.more
            onChosen: procedures.session.more()
        }
    }
}
