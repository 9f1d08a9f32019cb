// One key of a pad; while the pad takes nothing it lies flat, without an edge.
import QtQuick
import QtQuick.Layouts

Pressable {
    id: root

    property string icon
    property int span: 1

    color: closed ? theme.ground : primary ? (down ? theme.ink : theme.action) : (down ? theme.tint : theme.paper)
    border.width: closed ? 0 : Math.max(2, 3 * theme.unit)
    border.color: theme.action
    implicitHeight: theme.touch * (theme.roomy ? 1.35 : 1)

    RowLayout {
        anchors.centerIn: parent
        spacing: root.theme.small * 0.4

        Icon {
            visible: root.icon !== ""
            name: root.icon
            colour: root.closed ? root.theme.muted : root.front
            size: root.theme.small * 1.3
        }
        Words {
            theme: root.theme
            visible: root.icon === "" || root.theme.roomy
            text: root.text
            color: root.closed ? root.theme.muted : root.primary ? root.front : root.theme.ink
            font.pixelSize: root.icon === "" ? root.theme.large : root.theme.small
            font.weight: root.closed ? Font.Normal : Font.Medium
            lineHeight: 1
            wrapMode: Text.NoWrap
        }
    }
}
