pragma ComponentBehavior: Bound
import QtQuick

// Always in the same place: text size, contrast and language, top right.
Row {
    id: bar

    required property var theme
    required property var session
    required property var texts
    // with a voice, listening stands top left beside these three
    required property bool hasVoice
    readonly property int parts: hasVoice ? 4 : 3
    readonly property real part: Math.min(72 * theme.mm, (parent.width - 16 * theme.mm - (parts - 1) * spacing) / parts)

    spacing: 4 * theme.mm

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
