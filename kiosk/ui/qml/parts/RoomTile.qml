// One room to look for: its label as on the door, and its name.
import QtQuick
import QtQuick.Layouts

Pressable {
    id: root

    border.color: theme.action
    implicitHeight: Math.max(theme.touch * 1.1, column.implicitHeight + theme.small * 0.8)
    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.preferredWidth: 1

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: root.theme.small * 0.4
        anchors.leftMargin: root.theme.small * 0.6
        anchors.rightMargin: root.theme.small * 0.6
        spacing: 2 * root.theme.unit

        Item { Layout.fillHeight: true }
        Words {
            theme: root.theme
            text: root.text
            color: root.theme.action
            font.pixelSize: root.theme.large
            font.weight: Font.Bold
            lineHeight: 1
            Layout.fillWidth: true
        }
        Words {
            theme: root.theme
            visible: text !== ""
            text: root.hint
            font.pixelSize: root.theme.small
            lineHeight: 1
            Layout.fillWidth: true
        }
        Item { Layout.fillHeight: true }
    }
}
