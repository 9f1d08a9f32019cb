// Anything that can be touched, or reached by keys and pressed by them.
import QtQuick
import Eingangszone.Kiosk

Rectangle {
    id: root

    objectName: "pressable"
    required property Theme theme
    // Its name, written on it and said of it; `hint` is said after it.
    property string text
    property string hint
    // Whether it is chosen ("yes", "no", or empty where nothing can be), and whether it is closed.
    property string chosen
    property bool closed: false
    property bool primary: false
    // Whether the keys have led here.
    property bool reached: false
    readonly property bool down: area.pressed
    readonly property color front: primary ? theme.onAction : closed ? theme.muted : theme.action
    signal pressed

    radius: theme.radius
    color: primary ? (down ? theme.ink : theme.action) : (down ? theme.tint : theme.paper)
    border.width: Math.max(2, 3 * theme.unit)
    border.color: primary ? theme.action : theme.line
    Accessible.role: Accessible.Button
    Accessible.name: text.replace(/\u00a0/g, " ")
    Accessible.description: hint
    Accessible.checkable: chosen !== ""
    Accessible.checked: chosen === "yes"
    Accessible.onPressAction: pressed()

    Rectangle {
        visible: root.reached
        anchors.fill: parent
        anchors.margins: -11 * root.theme.unit
        radius: root.radius + 11 * root.theme.unit
        color: "transparent"
        border.width: Math.max(4, 7 * root.theme.unit)
        border.color: root.theme.ink
    }
    MouseArea {
        id: area

        anchors.fill: parent
        onClicked: root.pressed()
    }
}
