// A room on the floor plan; its label only where it has air at both sides.
import QtQuick
import Eingangszone.Kiosk

Rectangle {
    id: root

    required property Theme theme
    required property string text
    required property bool goal

    color: goal ? theme.action : theme.ground
    border.color: goal ? theme.action : theme.muted
    border.width: 2 * theme.unit
    radius: 6 * theme.unit

    Words {
        anchors.centerIn: parent
        visible: width + 0.6 * root.theme.small <= root.width && height <= root.height
        theme: root.theme
        text: root.text
        color: root.goal ? root.theme.onAction : root.theme.muted
        font.weight: root.goal ? Font.Bold : Font.Normal
        font.pixelSize: root.theme.small
        lineHeight: 1
        wrapMode: Text.NoWrap
    }
}
