// A button in the footer: a picture and few words.
import QtQuick

Pressable {
    id: root

    property string icon
    property bool mirrored: false
    property bool bare: false
    property real most: 0
    readonly property real pad: theme.small * (theme.compact ? 0.4 : 0.5)
    readonly property real around: 2 * pad + sign.size + theme.small * 0.35

    readonly property real named: Math.ceil(ruler.implicitWidth) + around + 2
    readonly property real bareWidth: theme.touch * 1.15
    // What it takes in a row with its words, and what it saves as a picture alone.
    readonly property real room: visible ? named + theme.gap * 0.75 : 0
    readonly property real saved: visible ? named - bareWidth : 0

    border.color: theme.action
    width: bare ? bareWidth : Math.min(most, named)
    height: Math.max(theme.touch, ruler.implicitHeight + theme.small * 0.4, bare ? 0 : label.implicitHeight + theme.small * 0.4)

    Words {
        id: ruler

        visible: false
        theme: root.theme
        text: root.text
        font: label.font
        wrapMode: Text.NoWrap
    }
    Icon {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: root.bare ? (root.width - size) / 2 : root.pad
        anchors.verticalCenter: parent.verticalCenter
        name: root.icon
        mirrored: root.mirrored
        colour: root.front
        size: root.theme.small * (root.theme.compact ? 1.05 : 1.2)
    }
    Words {
        id: label

        anchors.left: sign.right
        anchors.leftMargin: root.theme.small * 0.35
        width: root.width - root.around
        anchors.verticalCenter: parent.verticalCenter
        visible: !root.bare
        theme: root.theme
        text: root.text
        color: root.front
        font.pixelSize: root.theme.small
        font.weight: Font.Medium
        lineHeight: 1
    }
}
