// One concern: the sign of its zone, or of a group; chosen and closed are said by word and shape.
import QtQuick
import QtQuick.Layouts

Pressable {
    id: root

    required property var sign
    property bool group: false
    property bool mirrored: false
    property bool choosable: false
    property string note
    property string groupWord
    readonly property bool touch: true
    readonly property bool aside: true
    readonly property real stretch: 1
    readonly property real most: theme.small * 5.2
    readonly property string second: closed ? note : group ? groupWord : hint

    border.color: closed ? theme.muted : theme.action
    border.width: Math.max(2, (chosen === "yes" ? 7 : 3) * theme.unit)
    color: closed ? theme.ground : down || chosen === "yes" ? theme.tint : theme.paper
    implicitHeight: Math.max(theme.touch * 1.15, row.implicitHeight + theme.small * 0.5)

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: root.theme.small * 0.7
        anchors.rightMargin: root.theme.small * 0.7
        spacing: root.theme.small * 0.7

        Icon {
            visible: root.group || root.closed || root.chosen === "yes"
            name: root.closed ? "clock" : root.group ? "group" : "check"
            colour: root.closed ? root.theme.muted : root.theme.action
            size: root.theme.small * 2.2
        }
        ZoneSign {
            visible: !root.group && !root.closed && root.chosen !== "yes"
            theme: root.theme
            sign: root.sign
            size: root.theme.small * 2.2
        }
        ColumnLayout {
            spacing: 2 * root.theme.unit

            Words {
                theme: root.theme
                text: root.text
                color: root.closed ? root.theme.muted : root.theme.ink
                font.pixelSize: root.theme.large * (root.theme.roomy ? 0.95 : 1)
                font.weight: Font.DemiBold
                lineHeight: 1
                Layout.fillWidth: true
            }
            Words {
                theme: root.theme
                visible: text !== "" && (root.theme.roomy || root.closed)
                text: root.second
                color: root.theme.muted
                font.pixelSize: root.theme.small
                lineHeight: 1
                Layout.fillWidth: true
            }
        }
        Icon {
            visible: root.group
            name: "next"
            mirrored: root.mirrored
            colour: root.theme.action
            size: root.theme.small * 1.4
        }
    }
}
