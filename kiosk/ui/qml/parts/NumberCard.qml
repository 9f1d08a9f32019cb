// The ticket: its number is the largest thing on the screen, the zone's sign beside it.
import QtQuick
import QtQuick.Layouts
import Eingangszone.Kiosk

Rectangle {
    id: root

    required property SessionView view
    required property Theme theme
    required property real size
    property real signShare: 0.74

    color: theme.tint
    radius: theme.radius * 1.2
    border.color: theme.action
    border.width: 4 * theme.unit
    implicitHeight: size * 1.42

    Rectangle {
        width: 60 * root.theme.unit
        height: width
        radius: width / 2
        x: -width / 2
        anchors.verticalCenter: parent.verticalCenter
        color: root.theme.ground
        border.color: root.theme.action
        border.width: root.border.width
    }
    Rectangle {
        width: 60 * root.theme.unit
        height: width
        radius: width / 2
        x: parent.width - width / 2
        anchors.verticalCenter: parent.verticalCenter
        color: root.theme.ground
        border.color: root.theme.action
        border.width: root.border.width
    }
    Rectangle {
        x: -40 * root.theme.unit
        width: x * -1
        height: parent.height
        color: root.theme.ground
    }
    Rectangle {
        x: parent.width
        width: 40 * root.theme.unit
        height: parent.height
        color: root.theme.ground
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 60 * root.theme.unit
        anchors.rightMargin: 64 * root.theme.unit

        ColumnLayout {
            spacing: 30 * root.theme.unit

            Words {
                theme: root.theme
                text: root.view.words.number
                color: root.theme.muted
                lineHeight: 1
            }
            Item {
                implicitWidth: number.implicitWidth
                implicitHeight: root.size * 0.7

                Words {
                    id: number

                    y: root.size * 0.69 - baselineOffset
                    theme: root.theme
                    text: root.view.number
                    font.pixelSize: root.size
                    font.weight: Font.Bold
                    lineHeight: 1
                    wrapMode: Text.NoWrap
                }
            }
        }
        Item { Layout.fillWidth: true }
        ZoneSign {
            theme: root.theme
            sign: root.view.sign
            size: root.size * root.signShare
        }
    }
}
