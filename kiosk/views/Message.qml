pragma ComponentBehavior: Bound
import QtQuick

// One sentence large, and what to do now.
Item {
    id: message

    required property var theme
    required property string title
    required property string text

    Question {
        id: question

        objectName: "question"
        theme: message.theme
        width: parent.width
        text: message.title
    }

    Notice {
        objectName: "message"
        anchors.top: question.bottom
        anchors.topMargin: 8 * message.theme.mm
        width: parent.width
        theme: message.theme
        tone: "warn"
        title: message.text
        isLarge: true
    }
}
