// What does not work just now, and what does: one line below the header.
import QtQuick
import Eingangszone.Kiosk

Rectangle {
    id: root

    required property Theme theme
    required property string text

    visible: text !== ""
    color: theme.warningTint
    border.width: theme.contrast ? 3 * theme.unit : 0
    border.color: theme.warning
    implicitHeight: words.implicitHeight + theme.small * 0.9

    Icon {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: root.theme.margin
        anchors.verticalCenter: parent.verticalCenter
        name: "info"
        colour: root.theme.warning
        size: root.theme.small * 1.3
    }
    Words {
        id: words

        anchors.left: sign.right
        anchors.leftMargin: root.theme.small * 0.5
        anchors.right: parent.right
        anchors.rightMargin: root.theme.margin
        anchors.verticalCenter: parent.verticalCenter
        theme: root.theme
        text: root.text
        font.pixelSize: root.theme.small
        font.weight: Font.Medium
    }
}
