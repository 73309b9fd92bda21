pragma ComponentBehavior: Bound
import QtQuick

// Always in the same place: listen top left; text size, contrast and language top right.
Item {
    id: bar

    required property var theme
    required property var session
    required property var texts
    required property var speaking
    readonly property int parts: speaking.isThere ? 4 : 3
    readonly property real part: Math.min(72 * theme.mm, (width - (parts - 1) * row.spacing) / parts)

    height: row.height

    Action {
        objectName: "listen"
        visible: bar.speaking.isThere
        anchors.left: parent.left
        theme: bar.theme
        width: bar.part
        isSmall: true
        icon: "mdi6.volume-high"
        title: bar.texts.s.listen
        onChosen: bar.speaking.say()
    }

    Row {
        id: row

        anchors.right: parent.right
        spacing: 4 * bar.theme.mm

        Action {
            objectName: "text-size"
            theme: bar.theme
            width: bar.part
            isSmall: true
            icon: "mdi6.format-size"
            title: bar.texts.s.text_size
            onChosen: {
                bar.session.touched();
                bar.theme.larger();
            }
        }

        Action {
            objectName: "contrast"
            theme: bar.theme
            width: bar.part
            isSmall: true
            icon: "mdi6.contrast-circle"
            title: bar.texts.s.contrast
            onChosen: {
                bar.session.touched();
                bar.theme.toggle_contrast();
            }
        }

        Action {
            objectName: "language"
            theme: bar.theme
            width: bar.part
            isSmall: true
            icon: "mdi6.translate"
            title: bar.texts.s.language
            onChosen: {
                bar.session.touched();
                bar.texts.toggle();
            }
        }
    }
}
