pragma ComponentBehavior: Bound
import QtQuick

// What a finger may press: it shows the press, and takes the second tap of a hasty double for nothing.
Rectangle {
    id: touchable

    required property var theme
    property string title: ""
    property bool filled: false
    property bool repeats: false
    readonly property color ink: filled ? theme.onAction : theme.ink
    signal chosen

    radius: 3 * theme.mm
    color: filled ? theme.action : press.pressed && !theme.isHigh ? theme.line : theme.surface
    border.color: filled || press.pressed ? theme.action : theme.line
    border.width: Math.max(1, (press.pressed ? 1 : 0.4) * theme.mm)
    Accessible.role: Accessible.Button
    Accessible.name: title

    MouseArea {
        id: press

        anchors.fill: parent
        onClicked: touchable.chosen()
        onDoubleClicked: {
            if (touchable.repeats)
                touchable.chosen();
        }
    }
}
