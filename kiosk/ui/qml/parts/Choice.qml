// One of the big choices of the welcome screen.
import QtQuick

Pressable {
    id: root

    property string icon
    readonly property bool touch: true
    readonly property bool aside: true
    readonly property real stretch: 1
    property real most: theme.small * 9.5
    readonly property bool large: theme.roomy && !theme.wide
    readonly property real pad: large ? 56 * theme.unit : theme.small * (theme.compact ? 0.5 : 0.9)

    border.color: theme.action
    implicitHeight: Math.max(theme.touch * 1.6, words.implicitHeight + theme.small * (theme.wide ? 0.7 : 1))

    Icon {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: root.pad
        anchors.verticalCenter: parent.verticalCenter
        name: root.icon
        colour: root.front
        size: root.theme.small * (root.large ? 4.6 : root.theme.compact ? 2 : 2.8)
    }
    TwoWords {
        id: words

        anchors.left: sign.right
        anchors.leftMargin: root.pad
        anchors.right: parent.right
        anchors.rightMargin: root.pad
        anchors.verticalCenter: parent.verticalCenter
        height: implicitHeight
        theme: root.theme
        text: root.text
        hint: root.theme.compact ? "" : root.hint
        size: root.theme.large * (root.large ? 1.2 : 0.98)
        hintSize: root.theme.body
        colour: root.front
        hintColour: root.front
        gap: 14 * root.theme.unit
    }
}
