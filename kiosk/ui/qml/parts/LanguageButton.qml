// A language by its own name, in its own script; the chosen one has a frame and a tick.
import QtQuick

Pressable {
    id: root

    property bool small: false

    border.color: small && chosen !== "yes" ? theme.muted : theme.action
    border.width: Math.max(2, (chosen === "yes" ? 7 : 3) * theme.unit)
    implicitHeight: Math.max(theme.touch * (small || theme.compact ? 1 : 1.1), label.implicitHeight + theme.small * (small ? 0.5 : theme.compact ? 0.3 : 0.6))

    Words {
        id: label

        anchors.left: parent.left
        anchors.leftMargin: root.theme.small * (root.small ? 0.4 : 0.5)
        anchors.right: tick.visible ? tick.left : parent.right
        anchors.rightMargin: root.theme.small * 0.2
        anchors.verticalCenter: parent.verticalCenter
        theme: root.theme
        text: root.text
        color: root.theme.action
        font.pixelSize: root.theme.roomy && !root.small ? root.theme.large : root.theme.small
        font.weight: root.small ? Font.Medium : Font.DemiBold
        lineHeight: 1
    }
    Icon {
        id: tick

        anchors.right: parent.right
        anchors.rightMargin: root.theme.small * 0.3
        anchors.verticalCenter: parent.verticalCenter
        visible: root.chosen === "yes"
        name: "check"
        colour: root.theme.action
        size: root.theme.small * (root.small ? 1 : 1.4)
    }
}
