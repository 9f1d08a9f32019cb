// A language by its own name, in its own script; the chosen one has a frame and a tick.
import QtQuick
import QtQuick.Layouts

Pressable {
    id: root

    property bool small: false

    border.color: small && chosen !== "yes" ? theme.muted : theme.action
    border.width: Math.max(2, (chosen === "yes" ? 7 : 3) * theme.unit)
    implicitHeight: Math.max(theme.touch * (small ? 1 : 1.1), label.implicitHeight + theme.small * (small ? 0.2 : 0.6))
    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.maximumHeight: theme.small * 4
    Layout.preferredWidth: 1

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: root.theme.small * 0.6
        anchors.rightMargin: root.theme.small * 0.4
        spacing: root.theme.small * 0.3

        Words {
            id: label

            theme: root.theme
            text: root.text
            color: root.theme.action
            font.pixelSize: root.theme.roomy && !root.small ? root.theme.large : root.theme.small
            font.weight: root.small ? Font.Medium : Font.DemiBold
            lineHeight: 1
            Layout.fillWidth: true
        }
        Icon {
            visible: root.chosen === "yes"
            name: "check"
            colour: root.theme.action
            size: root.theme.small * (root.small ? 1 : 1.4)
        }
    }
}
