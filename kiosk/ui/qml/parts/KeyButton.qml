// One key of the code pad.
import QtQuick
import QtQuick.Layouts

Pressable {
    id: root

    property string icon

    color: down ? theme.tint : theme.paper
    implicitHeight: theme.touch * 1.4
    Layout.fillWidth: true
    Layout.preferredWidth: theme.touch

    RowLayout {
        anchors.centerIn: parent
        spacing: 16 * root.theme.unit

        Icon {
            visible: root.icon !== ""
            name: root.icon
            colour: root.theme.action
            size: 52 * root.theme.unit
        }
        Words {
            theme: root.theme
            text: root.text
            font.pixelSize: root.icon === "" ? root.theme.large : root.theme.body
            font.weight: Font.Medium
            wrapMode: Text.NoWrap
        }
    }
}
