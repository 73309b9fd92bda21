pragma ComponentBehavior: Bound
import QtQuick

// Letters without diacritics are enough here: every search folds them, and codes have none.
Column {
    id: keyboard

    required property var theme
    required property var session
    required property string clearText

    spacing: 2 * theme.mm

    Repeater {
        model: ["1234567890-", "QWERTYUIOP.", "ASDFGHJKL ", "ZXCVBNM"]

        Row {
            id: line

            required property string modelData
            required property int index

            anchors.horizontalCenter: parent.horizontalCenter
            spacing: 1.5 * keyboard.theme.mm

            Repeater {
                model: line.modelData.split("")

                Card {
                    required property string modelData

                    objectName: "key-" + modelData
                    theme: keyboard.theme
                    width: (keyboard.width - 10 * line.spacing) / 11
                    height: keyboard.theme.target
                    title: modelData === " " ? "␣" : modelData
                    onChosen: keyboard.session.key(modelData)
                }
            }

            Card {
                visible: line.index === 3
                objectName: "key-back"
                theme: keyboard.theme
                width: keyboard.width * 0.13
                height: keyboard.theme.target
                title: "⌫"
                onChosen: keyboard.session.key("back")
            }

            Card {
                visible: line.index === 3
                objectName: "key-clear"
                theme: keyboard.theme
                width: keyboard.width * 0.2
                height: keyboard.theme.target
                title: keyboard.clearText
                onChosen: keyboard.session.key("clear")
            }
        }
    }
}
