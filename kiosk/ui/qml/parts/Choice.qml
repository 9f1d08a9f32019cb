// One of the big choices of the welcome screen.
import QtQuick
import QtQuick.Layouts

Pressable {
    id: root

    property string icon
    readonly property bool touch: true
    readonly property bool aside: true
    readonly property real stretch: 1
    property real most: theme.small * 9.5

    border.color: theme.action
    implicitHeight: Math.max(theme.touch * 1.6, row.implicitHeight + theme.small)

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: root.theme.roomy ? 56 * root.theme.unit : root.theme.small * 0.7
        anchors.rightMargin: anchors.leftMargin
        spacing: anchors.leftMargin

        Icon {
            name: root.icon
            colour: root.front
            size: root.theme.small * (root.theme.roomy ? 4.6 : 2.4)
        }
        ColumnLayout {
            spacing: 14 * root.theme.unit

            Words {
                theme: root.theme
                text: root.text
                color: root.front
                font.pixelSize: root.theme.large * (root.theme.roomy ? 1.2 : 1)
                font.weight: Font.DemiBold
                lineHeight: 1.03
                Layout.fillWidth: true
            }
            Words {
                theme: root.theme
                visible: text !== "" && root.theme.roomy
                text: root.hint
                color: root.front
                Layout.fillWidth: true
            }
        }
    }
}
