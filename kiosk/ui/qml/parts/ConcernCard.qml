// One concern: the sign of its zone, or of a group; chosen and closed are said by word and shape.
import QtQuick

Pressable {
    id: root

    required property var sign
    property bool group: false
    property bool mirrored: false
    property bool terse: false
    readonly property real pad: theme.small * (theme.compact ? 0.4 : 0.7)
    property string note
    property string groupWord
    readonly property bool touch: true
    readonly property bool aside: true
    readonly property real stretch: 1
    readonly property real most: theme.small * 5.2
    readonly property string spoken: second
    readonly property string second: closed ? note : group ? groupWord : hint

    border.color: closed ? theme.muted : theme.action
    border.width: Math.max(2, (chosen === "yes" ? 7 : 3) * theme.unit)
    color: closed ? theme.ground : down || chosen === "yes" ? theme.tint : theme.paper
    implicitHeight: Math.max(theme.touch * 1.15, words.implicitHeight + theme.small * 0.6)

    Icon {
        anchors.centerIn: sign
        visible: root.group || root.closed || root.chosen === "yes"
        name: root.closed ? "clock" : root.group ? "group" : "check"
        colour: root.closed ? root.theme.muted : root.theme.action
        size: sign.size
    }
    ZoneSign {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: root.pad
        anchors.verticalCenter: parent.verticalCenter
        visible: !root.group && !root.closed && root.chosen !== "yes"
        theme: root.theme
        sign: root.sign
        size: root.theme.small * (root.theme.compact ? 2.05 : 2.2)
    }
    TwoWords {
        id: words

        anchors.left: sign.right
        anchors.leftMargin: root.pad
        anchors.right: onward.visible ? onward.left : parent.right
        anchors.rightMargin: root.pad
        anchors.verticalCenter: parent.verticalCenter
        height: implicitHeight
        theme: root.theme
        text: root.text
        hint: !root.terse && (root.theme.roomy || root.closed) ? root.second : ""
        size: root.theme.large * (root.theme.roomy ? 0.95 : 1)
        colour: root.closed ? root.theme.muted : root.theme.ink
        hintColour: root.theme.muted
    }
    Icon {
        id: onward

        anchors.right: parent.right
        anchors.rightMargin: root.pad
        anchors.verticalCenter: parent.verticalCenter
        visible: root.group
        name: "next"
        mirrored: root.mirrored
        colour: root.theme.action
        size: root.theme.small * 1.4
    }
}
