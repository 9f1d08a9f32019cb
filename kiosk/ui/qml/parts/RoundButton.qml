// One more, one fewer: a sign alone, its words are said.
import QtQuick
import QtQuick.Layouts

Pressable {
    id: root

    property string icon

    color: closed ? theme.ground : down ? theme.tint : theme.paper
    border.color: closed ? theme.muted : theme.action
    implicitWidth: theme.touch * 1.5
    implicitHeight: theme.touch * 1.2

    Icon {
        anchors.centerIn: parent
        visible: !root.closed
        name: root.icon
        colour: root.theme.action
        size: root.theme.small * 1.6
    }
}
