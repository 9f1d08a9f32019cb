// The ticket: its number is the largest thing on the screen, the zone's sign beside it.
import QtQuick
import Eingangszone.Kiosk

Rectangle {
    id: root

    required property SessionView view
    required property Theme theme
    property real widest: theme.small * 6.6
    // What is read letter by letter stands apart letter by letter; a share of its size.
    property real apart: 0
    readonly property real pad: theme.small * (theme.roomy ? 1.3 : 0.8)
    readonly property real notch: 2 * Math.round(pad * 0.62)
    readonly property real free: width - 2 * pad - (sign.visible ? sign.size + pad : 0)
    // As large as the card lets it be; measured at 100.
    readonly property real size: Math.max(theme.small * 1.6, Math.min(widest, 100 * free / Math.max(1, ruler.implicitWidth)))

    color: theme.tint
    radius: theme.radius * 1.2
    border.color: theme.action
    border.width: Math.round(4 * theme.unit)
    implicitHeight: label.implicitHeight + size * 0.74 + theme.small * 2.1

    Words {
        id: ruler

        visible: false
        theme: root.theme
        text: root.view.number
        font.pixelSize: 100
        font.weight: Font.Bold
        font.letterSpacing: 100 * root.apart
        font.kerning: root.apart === 0
        wrapMode: Text.NoWrap
    }
    Rectangle {
        x: -width / 2
        width: root.notch
        height: width
        radius: width / 2
        anchors.verticalCenter: parent.verticalCenter
        color: root.theme.ground
        border.color: root.theme.action
        border.width: root.border.width
    }
    Rectangle {
        x: parent.width - width / 2
        width: root.notch
        height: width
        radius: width / 2
        anchors.verticalCenter: parent.verticalCenter
        color: root.theme.ground
        border.color: root.theme.action
        border.width: root.border.width
    }
    Rectangle {
        x: -40 * root.theme.unit
        width: -x
        height: parent.height
        color: root.theme.ground
    }
    Rectangle {
        x: parent.width
        width: 40 * root.theme.unit
        height: parent.height
        color: root.theme.ground
    }
    Words {
        id: label

        y: root.theme.small * 0.5
        anchors.left: parent.left
        anchors.leftMargin: root.pad
        theme: root.theme
        text: root.view.numberLabel
        color: root.theme.muted
        lineHeight: 1
    }
    Words {
        id: number

        // The capitals stand in the middle of what is left below the label.
        y: label.y + label.height + (root.height - label.y - label.height - root.theme.small * 0.4 + root.size * 0.69) / 2 - baselineOffset
        anchors.left: parent.left
        anchors.leftMargin: root.pad
        theme: root.theme
        text: root.view.number
        font.pixelSize: root.size
        font.weight: Font.Bold
        font.letterSpacing: root.size * root.apart
        font.kerning: root.apart === 0
        lineHeight: 1
        wrapMode: Text.NoWrap
    }
    ZoneSign {
        id: sign

        visible: root.view.sign.letter !== ""
        anchors.right: parent.right
        anchors.rightMargin: root.pad
        anchors.verticalCenter: parent.verticalCenter
        theme: root.theme
        sign: root.view.sign
        size: root.theme.small * (root.theme.roomy ? 4.9 : root.theme.compact && root.theme.wide ? 2.4 : 3)
    }
}
