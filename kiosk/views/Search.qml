pragma ComponentBehavior: Bound
import QtQuick

// Procedures by words: a few answers above the keyboard, more by the page.
Item {
    id: search

    required property var theme
    required property var session
    required property var s
    readonly property var face: session.face

    Question {
        id: question

        objectName: "question"
        theme: search.theme
        width: parent.width
        text: search.s.search_ask
    }

    Row {
        id: typed

        anchors.top: question.bottom
        anchors.topMargin: 3 * search.theme.mm
        width: parent.width
        height: field.height
        spacing: 4 * search.theme.mm

        Field {
            id: field

            theme: search.theme
            width: parent.width - (more.visible ? more.width + parent.spacing : 0)
            text: search.face.needle
            example: search.s.search_how
        }

        Action {
            id: more

            objectName: "more"
            visible: search.face.hasMore
            theme: search.theme
            width: 76 * search.theme.mm
            height: parent.height
            isSmall: true
            icon: "mdi6.arrow-right"
            title: search.s.more + " " + search.face.pageShort
            onChosen: search.session.more()
        }
    }

    Grid {
        id: grid

        readonly property int rows_: columns === 3 ? 1 : 6
        readonly property real room: keyboard.y - typed.y - typed.height - 8 * search.theme.mm

        anchors.top: typed.bottom
        anchors.topMargin: 4 * search.theme.mm
        width: parent.width
        columns: search.width > search.height ? 3 : 1
        spacing: 4 * search.theme.mm

        Repeater {
            model: search.session.procedures

            Card {
                required property string code
                required title
                required subtitle

                objectName: "procedure-" + code
                theme: search.theme
                width: (grid.width - (grid.columns - 1) * grid.spacing) / grid.columns
                height: Math.min(46 * search.theme.mm, (grid.room - (grid.rows_ - 1) * grid.spacing) / grid.rows_)
                onChosen: search.session.take(code)
            }
        }
    }

    Notice {
        objectName: "none-found"
        visible: !search.face.hasFound
        anchors.top: typed.bottom
        anchors.topMargin: 4 * search.theme.mm
        width: parent.width
        theme: search.theme
        tone: "warn"
        title: search.s.none_found
    }

    Keyboard {
        id: keyboard

        anchors.bottom: parent.bottom
        width: parent.width
        theme: search.theme
        session: search.session
        s: search.s
    }
}
