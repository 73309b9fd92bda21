import QtQuick

// Before the store can be opened there is nothing to touch.
Window {
    id: window

    required property var theme
    required property var lines

    color: theme.paper
    visible: true
    title: "Một Cửa"

    Column {
        anchors.centerIn: parent
        width: parent.width * 0.8
        spacing: 8 * window.theme.mm

        Question {
            objectName: "question"
            theme: window.theme
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: window.lines[0]
        }

        Words {
            theme: window.theme
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: window.lines[1]
        }
    }
}
