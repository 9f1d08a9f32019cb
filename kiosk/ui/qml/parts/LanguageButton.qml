// A language by its own name; the chosen one is framed, not only coloured.
import QtQuick

Pressable {
    id: root

    property bool chosen: false

    color: chosen || down ? theme.tint : theme.ground
    border.width: activeFocus ? 6 * theme.unit : chosen ? 4 * theme.unit : 0
    border.color: activeFocus ? theme.ink : theme.action
    implicitWidth: label.implicitWidth + 44 * theme.unit
    implicitHeight: theme.touch * 1.1

    Words {
        id: label

        anchors.centerIn: parent
        theme: root.theme
        text: root.text
        font.pixelSize: root.theme.small
        font.weight: root.chosen ? Font.DemiBold : Font.Normal
        color: root.chosen ? root.theme.action : root.theme.ink
        wrapMode: Text.NoWrap
    }
}
