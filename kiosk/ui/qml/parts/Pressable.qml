// Anything that can be touched or reached by Tab and pressed by Enter.
import QtQuick
import Eingangszone.Kiosk

Rectangle {
    id: root

    objectName: "pressable"
    required property Theme theme
    property string text
    readonly property bool down: area.pressed
    signal pressed

    radius: theme.radius
    activeFocusOnTab: true
    border.width: activeFocus ? 6 * theme.unit : 3 * theme.unit
    border.color: activeFocus ? theme.ink : theme.line
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: pressed()
    Keys.onReturnPressed: pressed()
    Keys.onEnterPressed: pressed()
    Keys.onSpacePressed: pressed()

    MouseArea {
        id: area

        anchors.fill: parent
        onClicked: root.pressed()
    }
}
