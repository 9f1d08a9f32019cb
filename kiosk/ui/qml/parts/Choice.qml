// One of the two big choices of the welcome screen.
import QtQuick
import QtQuick.Layouts

Pressable {
    id: root

    property string icon
    property string hint
    property bool primary: false
    readonly property color front: primary ? theme.paper : theme.action

    color: primary ? (down ? theme.ink : theme.action) : (down ? theme.tint : theme.paper)
    border.color: activeFocus ? theme.ink : theme.action
    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.preferredHeight: 360 * theme.unit

    RowLayout {
        anchors.fill: parent
        anchors.margins: 56 * root.theme.unit
        spacing: 56 * root.theme.unit

        Icon {
            name: root.icon
            colour: root.front
            size: 168 * root.theme.unit
        }
        ColumnLayout {
            spacing: 16 * root.theme.unit

            Words {
                theme: root.theme
                text: root.text
                color: root.front
                font.pixelSize: root.theme.large * 1.2
                font.weight: Font.DemiBold
                lineHeight: 1.05
                Layout.fillWidth: true
            }
            Words {
                theme: root.theme
                text: root.hint
                color: root.front
                Layout.fillWidth: true
            }
        }
    }
}
