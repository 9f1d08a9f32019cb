// A button as wide as its column: a picture and a few words, in a row or below each other.
import QtQuick

Pressable {
    id: root

    property string icon
    property bool mirrored: false
    property bool tall: false
    property bool bare: false
    property real size: theme.body
    readonly property bool touch: true
    readonly property real pad: tall ? 32 * theme.unit : Math.max(24 * theme.unit, theme.small * 0.6)
    readonly property real high: tall ? sign.size + label.implicitHeight + theme.small * (theme.wide ? 1.4 : 1.7) : (bare ? 0 : label.implicitHeight) + 32 * theme.unit

    border.color: closed ? theme.line : theme.action
    implicitHeight: Math.max(theme.touch * (tall ? 2 : 1.1), high)

    Icon {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: root.bare ? (root.width - size) / 2 : root.pad
        y: root.tall ? root.theme.small * 0.6 : (root.height - size) / 2
        visible: root.icon !== ""
        name: root.icon
        mirrored: root.mirrored
        colour: root.front
        size: root.theme.small * (root.tall ? 2 : 1.5)
    }
    Words {
        id: label

        visible: !root.bare
        anchors.left: sign.visible && !root.tall ? sign.right : parent.left
        anchors.leftMargin: sign.visible && !root.tall ? root.theme.small * 0.6 : root.pad
        anchors.right: parent.right
        anchors.rightMargin: root.pad * (root.tall ? 0.5 : 1)
        y: root.tall ? sign.y + sign.size + root.theme.small * 0.3 : (root.height - height) / 2
        theme: root.theme
        text: root.text
        font.pixelSize: root.size
        font.weight: Font.DemiBold
        lineHeight: 1
        color: root.front
    }
}
