// A button in the footer: a picture and few words.
import QtQuick
import QtQuick.Layouts

Pressable {
    id: root

    property string icon
    property bool mirrored: false
    property bool bare: false
    property real most: 0

    border.color: theme.action
    implicitWidth: bare ? theme.touch * 1.25 : Math.min(most, row.implicitWidth + theme.small * 1.2)
    implicitHeight: Math.max(theme.touch, label.implicitHeight * (bare ? 0 : 1) + theme.small * 0.5)

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: root.bare ? 0 : root.theme.small * 0.6
        anchors.rightMargin: root.bare ? 0 : root.theme.small * 0.6
        spacing: root.theme.small * 0.4

        Icon {
            name: root.icon
            mirrored: root.mirrored
            colour: root.front
            size: root.theme.small * 1.2
            Layout.alignment: Qt.AlignCenter
        }
        Words {
            id: label

            visible: !root.bare
            theme: root.theme
            text: root.text
            color: root.front
            font.pixelSize: root.theme.small
            font.weight: Font.Medium
            lineHeight: 1
            Layout.fillWidth: true
        }
    }
}
