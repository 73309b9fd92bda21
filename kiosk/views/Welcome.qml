pragma ComponentBehavior: Bound
import QtQuick

// The first screen: what a citizen came for.
Item {
    id: welcome

    required property var theme
    required property var session
    required property var s

    Question {
        id: question

        theme: welcome.theme
        width: parent.width
        text: welcome.s.welcome
    }

    Grid {
        id: grid

        anchors.top: question.bottom
        anchors.topMargin: 8 * welcome.theme.mm
        width: parent.width
        columns: width > 150 * welcome.theme.mm ? (width > parent.height ? 3 : 2) : 1
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
                height: Math.max(30 * welcome.theme.mm, (welcome.height - question.height - 60 * welcome.theme.mm) / Math.ceil(6 / grid.columns) - grid.spacing)
                onChosen: welcome.session.choose(letter)
            }
        }
    }

    Row {
        anchors.top: grid.bottom
        anchors.topMargin: 10 * welcome.theme.mm
        width: parent.width
        spacing: 6 * welcome.theme.mm

        Card {
            objectName: "search"
            theme: welcome.theme
            width: (parent.width - parent.spacing) / 2
            title: welcome.s.search
            icon: "mdi6.magnify"
            onChosen: welcome.session.open_search()
        }

        Card {
            objectName: "lookup"
            theme: welcome.theme
            width: (parent.width - parent.spacing) / 2
            title: welcome.s.have_code
            icon: "mdi6.qrcode-scan"
            onChosen: welcome.session.open_lookup()
        }
    }
}
