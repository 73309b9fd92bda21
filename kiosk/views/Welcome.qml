pragma ComponentBehavior: Bound
import QtQuick

// The first screen: what a citizen came for, six choices at most; closed, it says when the centre opens.
Item {
    id: welcome

    required property var theme
    required property var session
    required property var s
    readonly property var face: session.face

    Column {
        id: top

        width: parent.width
        spacing: 1 * welcome.theme.mm

        Words {
            theme: welcome.theme
            width: parent.width
            text: welcome.face.centre
            color: welcome.theme.quiet
            font.pixelSize: welcome.theme.small
        }

        Question {
            objectName: "question"
            theme: welcome.theme
            width: parent.width
            text: welcome.face.isOpen ? welcome.s.welcome : welcome.face.restingTitle
        }

        Words {
            objectName: "left"
            theme: welcome.theme
            visible: text !== ""
            width: parent.width
            text: welcome.face.left
            font.pixelSize: welcome.theme.small
        }
    }

    Notice {
        objectName: "resting"
        visible: !welcome.face.isOpen
        anchors.top: top.bottom
        anchors.topMargin: 8 * welcome.theme.mm
        width: parent.width
        theme: welcome.theme
        title: welcome.face.resting
        isLarge: true
    }

    Grid {
        id: grid

        readonly property int rows_: 6 / columns
        readonly property real room: welcome.height - top.height - (more.visible ? more.height + spacing : 0) - 8 * welcome.theme.mm

        visible: welcome.face.isOpen
        anchors.top: top.bottom
        anchors.topMargin: 8 * welcome.theme.mm
        width: parent.width
        columns: welcome.width > welcome.height ? 3 : 2
        spacing: 6 * welcome.theme.mm

        Repeater {
            model: welcome.session.services

            Card {
                required property string letter
                required title
                required subtitle
                required icon

                objectName: "service-" + letter
                theme: welcome.theme
                width: (grid.width - (grid.columns - 1) * grid.spacing) / grid.columns
                height: Math.min(105 * welcome.theme.mm, grid.room / grid.rows_ - grid.spacing)
                onChosen: welcome.session.choose(letter)
            }
        }
    }

    Action {
        id: more

        objectName: "more"
        visible: welcome.face.isOpen && welcome.face.hasMore
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        width: 110 * welcome.theme.mm
        theme: welcome.theme
        icon: "mdi6.arrow-right"
        title: welcome.s.more + " · " + welcome.face.page
        onChosen: welcome.session.more()
    }
}
