pragma ComponentBehavior: Bound
import QtQuick

// The kiosk's window: always in the same place are language and text size (top right) and the way back (bottom).
Window {
    id: window

    required property var theme
    required property var session
    required property var texts

    color: theme.paper
    visible: true
    title: "Một Cửa"

    MouseArea {
        anchors.fill: parent
        onPressed: mouse => {
            window.session.touched();
            mouse.accepted = false;
        }
    }

    Row {
        id: controls

        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: 6 * window.theme.mm
        spacing: 4 * window.theme.mm

        Card {
            objectName: "text-size"
            theme: window.theme
            width: 62 * window.theme.mm
            height: window.theme.target
            title: window.texts.s.text_size
            onChosen: window.theme.larger()
        }

        Card {
            objectName: "language"
            theme: window.theme
            width: 62 * window.theme.mm
            height: window.theme.target
            title: window.texts.s.language
            onChosen: window.texts.toggle()
        }
    }

    Loader {
        anchors.top: controls.bottom
        anchors.bottom: wayBack.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: 8 * window.theme.mm
        sourceComponent: ({
                welcome: welcome,
                procedures: procedures,
                ticket: ticket,
                lookup: lookup,
                closed: closed
            })[window.session.screen]
    }

    Row {
        id: wayBack

        visible: window.session.screen !== "welcome"
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        anchors.margins: 6 * window.theme.mm

        Card {
            objectName: "start-over"
            theme: window.theme
            width: 80 * window.theme.mm
            height: window.theme.target
            title: window.texts.s.restart
            onChosen: window.session.start_over()
        }
    }

    Component {
        id: welcome

        Welcome {
            theme: window.theme
            session: window.session
            s: window.texts.s
        }
    }

    Component {
        id: procedures

        Procedures {
            theme: window.theme
            session: window.session
            s: window.texts.s
        }
    }

    Component {
        id: ticket

        Ticket {
            theme: window.theme
            session: window.session
            s: window.texts.s
        }
    }

    Component {
        id: lookup

        Lookup {
            theme: window.theme
            session: window.session
            s: window.texts.s
        }
    }

    Component {
        id: closed

        Question {
            objectName: "closed"
            theme: window.theme
            text: window.session.answer
        }
    }

    IdleWarning {
        visible: window.session.warns
        anchors.fill: parent
        theme: window.theme
        session: window.session
        s: window.texts.s
    }
}
