pragma ComponentBehavior: Bound
import QtQuick

// Always in the same place: back and start over on the left, the way forward, the only filled button, on the right.
Item {
    id: bar

    required property var theme
    required property var session
    required property var s
    readonly property var face: session.face
    readonly property string screen: session.screen
    readonly property real third: (width - 2 * row.spacing) / 3
    readonly property var forward: ({
            ticket: ["done", s.done, "mdi6.check"],
            card: ["skip-card", s.card_skip, "mdi6.arrow-right"],
            lookup: face.collects ? ["take-result", s.take_result, "mdi6.ticket-confirmation-outline"] : ["look", s.look, "mdi6.magnify"],
            welcome: face.isOpen ? undefined : ["lookup", s.have_code, "mdi6.qrcode-scan"]
        })[screen]

    function go() {
        switch (forward[0]) {
        case "done":
            return session.wipe();
        case "skip-card":
            return session.skip_card();
        case "take-result":
            return session.take_result();
        case "look":
            return session.look_up();
        case "lookup":
            return session.open_lookup();
        }
    }

    height: widest.height

    Row {
        id: row

        anchors.left: parent.left
        spacing: 4 * bar.theme.mm

        Action {
            id: widest

            objectName: "back"
            visible: !["welcome", "ticket", "closed"].includes(bar.screen)
            theme: bar.theme
            width: bar.third
            icon: "mdi6.arrow-left"
            title: bar.s.back
            onChosen: bar.session.back()
        }

        Action {
            objectName: "start-over"
            visible: widest.visible
            theme: bar.theme
            width: bar.third
            icon: "mdi6.restart"
            title: bar.s.restart
            onChosen: bar.session.start_over()
        }

        Action {
            objectName: "print-again"
            visible: bar.screen === "ticket" && (bar.face.ticket.again ?? "") !== ""
            theme: bar.theme
            width: bar.third
            icon: "mdi6.printer-outline"
            title: bar.face.ticket.again ?? ""
            onChosen: bar.session.print_again()
        }

        Action {
            objectName: "search"
            visible: bar.screen === "welcome" && bar.face.isOpen
            theme: bar.theme
            width: (bar.width - row.spacing) / 2
            icon: "mdi6.magnify"
            title: bar.s.search
            onChosen: bar.session.open_search()
        }

        Action {
            objectName: "lookup"
            visible: bar.screen === "welcome" && bar.face.isOpen
            theme: bar.theme
            width: (bar.width - row.spacing) / 2
            icon: "mdi6.qrcode-scan"
            title: bar.s.have_code
            onChosen: bar.session.open_lookup()
        }
    }

    Action {
        objectName: bar.forward ? bar.forward[0] : ""
        visible: bar.forward !== undefined
        anchors.right: parent.right
        theme: bar.theme
        width: bar.screen === "welcome" ? bar.width / 2 : bar.third
        filled: true
        icon: bar.forward ? bar.forward[2] : ""
        title: bar.forward ? bar.forward[1] : ""
        onChosen: bar.go()
    }
}
