// A button in the footer: picture and few words.
import QtQuick
import QtQuick.Layouts

Pressable {
    id: root

    property string icon

    color: down ? theme.tint : theme.paper
    implicitWidth: row.implicitWidth + 48 * theme.unit
    implicitHeight: theme.touch * 1.1

    RowLayout {
        id: row

        anchors.centerIn: parent
        spacing: 16 * root.theme.unit

        Icon {
            name: root.icon
            colour: root.theme.action
            size: 44 * root.theme.unit
        }
        Words {
            theme: root.theme
            text: root.text
            font.pixelSize: root.theme.small
            font.weight: Font.Medium
            wrapMode: Text.NoWrap
        }
    }
}
