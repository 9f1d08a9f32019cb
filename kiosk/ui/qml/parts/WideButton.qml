// A button as wide as the column, for the one thing to do next.
import QtQuick
import QtQuick.Layouts

Pressable {
    id: root

    property string icon
    property bool primary: false

    color: primary ? (down ? theme.ink : theme.action) : (down ? theme.tint : theme.paper)
    border.color: activeFocus ? theme.ink : theme.action
    implicitHeight: Math.max(theme.touch * 1.4, row.implicitHeight + 48 * theme.unit)
    Layout.fillWidth: true

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: 40 * root.theme.unit
        anchors.rightMargin: 40 * root.theme.unit
        spacing: 28 * root.theme.unit

        Icon {
            name: root.icon
            colour: root.primary ? root.theme.paper : root.theme.action
            size: 64 * root.theme.unit
        }
        Words {
            theme: root.theme
            text: root.text
            font.weight: Font.DemiBold
            color: root.primary ? root.theme.paper : root.theme.action
            Layout.fillWidth: true
        }
    }
}
