pragma ComponentBehavior: Bound
import QtQuick

// Plain letters are enough: every search folds diacritics away, and dossier codes have none. So no Telex is needed.
Column {
    id: keyboard

    required property var theme
    required property var session
    required property var s

    readonly property real gap: 1.5 * theme.mm
    readonly property real unit: (width - 10 * gap) / 11

    spacing: gap

    Repeater {
        model: ["1234567890-", "QWERTYUIOP.", "ASDFGHJKL<", "ZXCVBNM_#"]

        Row {
            id: line

            required property string modelData
            required property int index

            anchors.horizontalCenter: parent.horizontalCenter
            spacing: keyboard.gap

            Repeater {
                model: line.modelData.split("")

                Touchable {
                    id: key

                    required property string modelData
                    readonly property bool isWide: "<_#".includes(modelData)
                    readonly property string sends: ({
                            "<": "back",
                            "_": " ",
                            "#": "clear"
                        })[modelData] ?? modelData

                    objectName: "key-" + sends
                    theme: keyboard.theme
                    repeats: true
                    width: isWide ? 2 * keyboard.unit + keyboard.gap : keyboard.unit
                    height: keyboard.theme.target
                    title: ({
                            "_": keyboard.s.space,
                            "#": keyboard.s.clear,
                            "<": ""
                        })[modelData] ?? modelData
                    onChosen: keyboard.session.key(sends)

                    Words {
                        anchors.centerIn: parent
                        theme: keyboard.theme
                        text: key.title
                        font.bold: !key.isWide
                        font.pixelSize: key.isWide ? keyboard.theme.small : keyboard.theme.body
                        wrapMode: Text.NoWrap
                    }

                    Image {
                        visible: key.modelData === "<"
                        anchors.centerIn: parent
                        width: 9 * keyboard.theme.mm
                        height: width
                        source: visible ? "image://icons/mdi6.backspace-outline?" + keyboard.theme.ink : ""
                        sourceSize: Qt.size(width, width)
                    }
                }
            }
        }
    }
}
