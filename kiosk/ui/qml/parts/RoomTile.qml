// One room to look for: its label as on the door, and its name.
import QtQuick

Pressable {
    id: root

    border.color: theme.action
    implicitHeight: Math.max(theme.touch * 1.1, words.implicitHeight + theme.small * 0.7)

    TwoWords {
        id: words

        anchors.left: parent.left
        anchors.leftMargin: root.theme.small * 0.6
        anchors.right: parent.right
        anchors.rightMargin: root.theme.small * 0.4
        anchors.verticalCenter: parent.verticalCenter
        height: implicitHeight
        theme: root.theme
        text: root.text
        hint: root.hint
        colour: root.theme.action
    }
}
