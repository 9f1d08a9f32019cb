// Something that is on or off: said by a word, and shown by where the knob stands.
import QtQuick
import QtQuick.Layouts

Pressable {
    id: root

    required property bool on
    required property string word
    property string icon
    property bool mirrored: false
    readonly property bool touch: true
    readonly property real stretch: 1
    readonly property real most: theme.small * 6

    chosen: on ? "yes" : "no"
    border.color: theme.action
    border.width: Math.max(2, (on ? 7 : 3) * theme.unit)
    implicitHeight: Math.max(theme.touch * 1.4, row.implicitHeight + theme.small * 0.9)

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: root.theme.small * 0.7
        anchors.rightMargin: root.theme.small * 0.7
        spacing: root.theme.small * 0.7

        Icon {
            name: root.icon
            colour: root.theme.action
            size: root.theme.small * 2
        }
        ColumnLayout {
            spacing: 4 * root.theme.unit

            Words {
                theme: root.theme
                text: root.text
                font.pixelSize: root.theme.large
                font.weight: Font.DemiBold
                lineHeight: 1
                Layout.fillWidth: true
            }
            Words {
                theme: root.theme
                visible: text !== ""
                text: root.hint
                font.pixelSize: root.theme.small
                lineHeight: 1.02
                Layout.fillWidth: true
            }
        }
        ColumnLayout {
            spacing: root.theme.small * 0.2

            Rectangle {
                implicitWidth: root.theme.small * 2.2
                implicitHeight: root.theme.small * 1.2
                radius: height / 2
                color: root.on ? root.theme.action : root.theme.paper
                border.color: root.theme.action
                border.width: Math.max(2, 4 * root.theme.unit)
                Layout.alignment: Qt.AlignHCenter

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
                theme: root.theme
                text: root.word
                font.pixelSize: root.theme.small
                font.weight: Font.DemiBold
                lineHeight: 1
                Layout.alignment: Qt.AlignHCenter
            }
        }
    }
}
