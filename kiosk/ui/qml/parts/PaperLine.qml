// What the printer does, where the eye looks for the slip: at the lower edge.
import QtQuick
import QtQuick.Layouts
import Eingangszone.Kiosk

Rectangle {
    id: root

    required property Theme theme
    required property string text
    required property bool success

    color: success ? theme.successTint : theme.tint
    radius: theme.radius
    implicitHeight: 120 * theme.unit

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 40 * root.theme.unit
        anchors.rightMargin: 40 * root.theme.unit
        spacing: 32 * root.theme.unit

        Icon {
            name: "printer"
            colour: root.success ? root.theme.success : root.theme.action
            size: 60 * root.theme.unit
        }
        Words {
            theme: root.theme
            text: root.text
            color: root.success ? root.theme.success : root.theme.action
            font.weight: Font.Medium
            Layout.fillWidth: true
        }
    }
}
