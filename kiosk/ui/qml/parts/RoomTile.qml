// One room to look for: its label, its name, and the German name where the door bears another one.
import QtQuick

Pressable {
    id: root

    property string door
    // A small panel has no height for a third line: there the door's name stands beside the label
    // where a tile has a row for itself. Elsewhere below it, but never in pieces.
    readonly property bool beside: theme.compact && !theme.wide && door !== ""

    border.color: theme.action
    implicitHeight: Math.max(theme.touch * 1.1, words.implicitHeight + foot.height + theme.small * 0.5)

    TwoWords {
        id: words

        anchors.left: parent.left
        anchors.leftMargin: root.theme.small * 0.6
        anchors.right: parent.right
        anchors.rightMargin: root.theme.small * 0.4
        y: (root.height - height - foot.height) / 2
        height: implicitHeight
        theme: root.theme
        text: root.beside ? root.text + " · " + root.door : root.text
        hint: root.hint
        colour: root.theme.action
    }
    Words {
        id: foot

        anchors.left: words.left
        anchors.right: words.right
        anchors.top: words.bottom
        height: visible ? implicitHeight : 0
        visible: root.door !== "" && !root.theme.compact && implicitWidth <= width
        theme: root.theme
        text: root.door
        color: root.theme.muted
        font.pixelSize: root.theme.small
        lineHeight: 1
    }
}
