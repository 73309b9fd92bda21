pragma ComponentBehavior: Bound
import QtQuick

// The procedures of a service, six at a time.
Item {
    id: procedures

    required property var theme
    required property var session
    required property var s
    readonly property var face: session.face

    Question {
        id: question

        objectName: "question"
        theme: procedures.theme
        width: parent.width
        text: procedures.s.procedures
    }

    Grid {
        id: grid

        readonly property int rows_: 6 / columns
        readonly property real room: procedures.height - question.height - foot.height - 12 * procedures.theme.mm

        anchors.top: question.bottom
        anchors.topMargin: 6 * procedures.theme.mm
        width: parent.width
        columns: procedures.width > procedures.height ? 2 : 1
        spacing: 4 * procedures.theme.mm

        Repeater {
            model: procedures.session.procedures

            Card {
                required property string code
                required title
                required subtitle

                objectName: "procedure-" + code
                theme: procedures.theme
                width: (grid.width - (grid.columns - 1) * grid.spacing) / grid.columns
                height: Math.min(58 * procedures.theme.mm, (grid.room - (grid.rows_ - 1) * grid.spacing) / grid.rows_)
                icon: "mdi6.file-document-outline"
                onChosen: procedures.session.take(code)
            }
        }
    }

    Row {
        id: foot

        anchors.top: grid.bottom
        anchors.topMargin: 6 * procedures.theme.mm
        width: parent.width
        height: 32 * procedures.theme.mm
        spacing: 4 * procedures.theme.mm

        Card {
            objectName: "any"
            theme: procedures.theme
            width: (parent.width - parent.spacing) * 0.6
            height: parent.height
            icon: "mdi6.help-circle-outline"
            title: procedures.s.any
            subtitle: procedures.s.any_more
            onChosen: procedures.session.take("")
        }

        Card {
            objectName: "more"
            visible: procedures.face.hasMore
            theme: procedures.theme
            width: (parent.width - parent.spacing) * 0.4
            height: parent.height
            icon: "mdi6.arrow-right"
            title: procedures.s.more
            subtitle: procedures.face.page
            onChosen: procedures.session.more()
        }
    }
}
