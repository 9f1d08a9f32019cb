// A face from very bad to very good, told apart by its mouth and by its words.
import QtQuick
import QtQuick.Layouts
import QtQuick.Shapes

Pressable {
    id: root

    required property int score
    property bool row: false
    property bool big: false
    readonly property var mouths: [
        "M 8 17.6 C 9.3 14.6 14.7 14.6 16 17.6", "M 8.4 16.9 C 10 15.5 14 15.5 15.6 16.9", "M 8.3 16.2 H 15.7",
        "M 8.2 15 C 9.6 17.2 14.4 17.2 15.8 15", "M 7.6 14.2 C 8.6 18.8 15.4 18.8 16.4 14.2 Z"
    ]
    readonly property real side: theme.small * (row ? 2.4 : big ? 4.4 : 3.4)

    border.color: theme.action
    implicitHeight: Math.max(theme.touch * 1.1, grid.implicitHeight + theme.small * 0.6)
    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.preferredWidth: 1

    GridLayout {
        id: grid

        anchors.centerIn: parent
        width: parent.width - root.theme.small * (root.row ? 1.2 : 0.3)
        columns: root.row ? 2 : 1
        columnSpacing: root.theme.small * 0.7
        rowSpacing: root.theme.small * 0.3

        Shape {
            Layout.preferredWidth: root.side
            Layout.preferredHeight: root.side
            Layout.alignment: Qt.AlignHCenter

            ShapePath {
                scale: Qt.size(root.side / 24, root.side / 24)
                strokeColor: root.theme.action
                strokeWidth: 1.5 * root.side / 24
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap
                joinStyle: ShapePath.RoundJoin

                PathSvg { path: "M 12 1.5 A 10.5 10.5 0 1 1 11.99 1.5 Z M 8.2 8.6 V 10.4 M 15.8 8.6 V 10.4 " + root.mouths[root.score - 1] }
            }
        }
        Words {
            theme: root.theme
            text: root.text
            font.pixelSize: root.theme.small
            font.weight: Font.Medium
            lineHeight: 1
            horizontalAlignment: root.row ? Text.AlignLeft : Text.AlignHCenter
            Layout.fillWidth: true
        }
    }
}
