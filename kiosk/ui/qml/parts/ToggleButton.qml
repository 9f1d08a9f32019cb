// Something that is on or off: said by a word, and shown by where the knob stands.
import QtQuick

Pressable {
    id: root

    required property bool on
    required property string word
    property string icon
    property bool mirrored: false
    readonly property bool touch: true
    readonly property string spoken: word + ". " + hint
    readonly property real stretch: 1
    readonly property real most: theme.small * 6

    border.color: theme.action
    border.width: Math.max(2, (on ? 7 : 3) * theme.unit)
    implicitHeight: Math.max(theme.touch * 1.4, words.implicitHeight + theme.small * 0.9)

    Icon {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: root.theme.small * 0.7
        anchors.verticalCenter: parent.verticalCenter
        name: root.icon
        colour: root.theme.action
        size: root.theme.small * (root.theme.compact ? 1.5 : 2)
    }
    TwoWords {
        id: words

        anchors.left: sign.right
        anchors.leftMargin: root.theme.small * 0.7
        anchors.right: knob.left
        anchors.rightMargin: root.theme.small * 0.5
        anchors.verticalCenter: parent.verticalCenter
        height: implicitHeight
        theme: root.theme
        text: root.text
        hint: root.hint
        gap: 8 * root.theme.unit
    }
    Column {
        id: knob

        anchors.right: parent.right
        anchors.rightMargin: root.theme.small * 0.7
        anchors.verticalCenter: parent.verticalCenter
        spacing: root.theme.small * 0.2

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: root.theme.small * 2.2
            height: root.theme.small * 1.2
            radius: height / 2
            color: root.on ? root.theme.action : root.theme.paper
            border.color: root.theme.action
            border.width: Math.max(2, 4 * root.theme.unit)

            Rectangle {
                readonly property real slack: parent.width - parent.height

                width: parent.height - root.theme.small * 0.4
                height: width
                radius: width / 2
                x: root.theme.small * 0.2 + (root.on === root.mirrored ? 0 : slack)
                anchors.verticalCenter: parent.verticalCenter
                color: root.on ? root.theme.onAction : root.theme.action
            }
        }
        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            theme: root.theme
            text: root.word
            font.pixelSize: root.theme.small
            font.weight: Font.DemiBold
            lineHeight: 1
        }
    }
}
