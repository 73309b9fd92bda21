pragma ComponentBehavior: Bound
import QtQuick

// The kiosk's window: what stays in its place on every screen, and the screen between.
Window {
    id: window

    required property var theme
    required property var session
    required property var texts
    required property var speaking
    required property bool isLocked

    color: theme.paper
    visible: true
    title: "Một Cửa"
    flags: isLocked ? Qt.Window | Qt.FramelessWindowHint : Qt.Window
    // a citizen has no way out: Alt+F4 asks to close and is refused, no other key does anything
    onClosing: close => close.accepted = !isLocked

    MouseArea {
        objectName: "ground"
        anchors.fill: parent
        onPressed: window.session.touched()
    }

    TopBar {
        id: top

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: 8 * window.theme.mm
        anchors.topMargin: 6 * window.theme.mm
        theme: window.theme
        session: window.session
        texts: window.texts
        speaking: window.speaking
    }

    Loader {
        id: screen

        anchors.top: top.bottom
        anchors.bottom: bottom.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: 8 * window.theme.mm
        anchors.topMargin: 5 * window.theme.mm
        anchors.bottomMargin: 5 * window.theme.mm
        sourceComponent: ({
                welcome: welcome,
                procedures: window.session.face.isSearch ? search : procedures,
                card: card,
                ticket: ticket,
                lookup: lookup,
                sorry: sorry,
                closed: closed
            })[window.session.screen]
    }

    BottomBar {
        id: bottom

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: 6 * window.theme.mm
        anchors.leftMargin: 8 * window.theme.mm
        anchors.rightMargin: 8 * window.theme.mm
        theme: window.theme
        session: window.session
        s: window.texts.s
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
        id: search

        Search {
            theme: window.theme
            session: window.session
            s: window.texts.s
        }
    }

    Component {
        id: card

        CardScan {
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
        id: sorry

        Message {
            theme: window.theme
            title: window.texts.s.sorry
            text: window.session.face.sorry
        }
    }

    Component {
        id: closed

        Message {
            theme: window.theme
            title: window.texts.s.closed_title
            text: window.texts.s.closed
        }
    }

    // while a number is being given nothing else can be touched; long waits say so
    MouseArea {
        objectName: "ground"
        visible: window.session.face.isBusy
        anchors.fill: parent

        Notice {
            objectName: "busy"
            visible: patience.hasRun
            anchors.centerIn: parent
            width: 160 * window.theme.mm
            theme: window.theme
            title: window.texts.s.taking
        }

        Timer {
            id: patience

            property bool hasRun: false

            interval: 500
            running: window.session.face.isBusy
            onRunningChanged: hasRun = false
            onTriggered: hasRun = true
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
