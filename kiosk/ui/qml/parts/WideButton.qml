// A button as wide as its column: a picture and a few words, in a row or below each other.
import QtQuick
import QtQuick.Layouts

Pressable {
    id: root

    property string icon
    property bool mirrored: false
    property bool tall: false
    property real size: theme.body
    readonly property bool touch: true

    border.color: theme.action
    implicitWidth: grid.implicitWidth + 2 * pad
    implicitHeight: Math.max(theme.touch * (tall ? 2 : 1.1), grid.implicitHeight + 32 * theme.unit)
    readonly property real pad: tall ? 32 * theme.unit : Math.max(24 * theme.unit, theme.small * 0.6)

    GridLayout {
        id: grid

        anchors.fill: parent
        anchors.leftMargin: root.pad
        anchors.rightMargin: root.pad
        anchors.topMargin: root.tall ? root.pad * 0.8 : 0
        anchors.bottomMargin: root.tall ? root.pad * 0.8 : 0
        columns: root.tall ? 1 : 2
        columnSpacing: root.theme.small * 0.6
        rowSpacing: root.theme.small * 0.4

        Icon {
            visible: root.icon !== ""
            name: root.icon
            mirrored: root.mirrored
            colour: root.front
            size: root.theme.small * (root.tall ? 2 : 1.5)
        }
        Words {
            theme: root.theme
            text: root.text
            font.pixelSize: root.size
            font.weight: Font.DemiBold
            color: root.front
            Layout.fillWidth: true
            Layout.alignment: root.tall ? Qt.AlignTop : Qt.AlignVCenter
        }
    }
}
