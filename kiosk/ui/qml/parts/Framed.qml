// Something that must not be overlooked: in a frame, with a picture.
import QtQuick
import Eingangszone.Kiosk

Rectangle {
    id: root

    required property Theme theme
    required property string text
    property string icon
    property color colour: theme.action
    property bool strong: true
    property real size: strong ? theme.large : theme.small

    color: theme.tint
    radius: theme.radius
    border.color: colour
    border.width: Math.max(2, 3 * theme.unit)
    implicitHeight: Math.max(words.implicitHeight, sign.visible ? sign.height : 0) + theme.small * 1.1

    Icon {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: root.theme.small * 0.7
        anchors.verticalCenter: parent.verticalCenter
        visible: root.icon !== ""
        name: root.icon
        colour: root.colour
        size: root.theme.small * 1.7
    }
    Words {
        id: words

        anchors.left: sign.visible ? sign.right : parent.left
        anchors.leftMargin: root.theme.small * 0.7
        anchors.right: parent.right
        anchors.rightMargin: root.theme.small * 0.7
        anchors.verticalCenter: parent.verticalCenter
        theme: root.theme
        text: root.text
        font.pixelSize: root.size
        font.weight: root.strong ? Font.DemiBold : Font.Normal
    }
}
