// One concern with the sign of the zone where it is dealt with.
import QtQuick
import QtQuick.Layouts

Pressable {
    id: root

    required property var sign
    property string hint
    property bool compact: false

    color: down ? theme.tint : theme.paper
    border.color: activeFocus ? theme.ink : theme.action
    implicitHeight: Math.max(theme.touch * 1.3, row.implicitHeight + 28 * theme.unit)
    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.maximumHeight: 270 * theme.unit

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: 40 * root.theme.unit
        anchors.rightMargin: 40 * root.theme.unit
        spacing: 40 * root.theme.unit

        ZoneSign {
            theme: root.theme
            sign: root.sign
            size: root.compact ? 84 * root.theme.unit : 104 * root.theme.unit
        }
        ColumnLayout {
            spacing: 4 * root.theme.unit

            Words {
                theme: root.theme
                text: root.text
                font.pixelSize: root.theme.large
                font.weight: Font.DemiBold
                Layout.fillWidth: true
            }
            Words {
                theme: root.theme
                visible: !root.compact
                text: root.hint
                color: root.theme.muted
                font.pixelSize: root.theme.small
                Layout.fillWidth: true
            }
        }
    }
}
