// A face from very bad to very good, told apart by its mouth and by its words.
import QtQuick
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
    readonly property real high: row ? Math.max(side, label.implicitHeight) : side + theme.small * 0.4 + label.implicitHeight

    // With words of two lines: all faces of a row stand at one height.
    readonly property real usual: side + theme.small * 2.9

    implicitHeight: Math.max(theme.touch * 1.1, (row ? high : Math.max(high, usual)) + theme.small * 0.6)

    Shape {
        id: face

        width: root.side
        height: root.side
        anchors.left: parent.left
        anchors.leftMargin: root.row ? root.theme.small * 0.6 : (root.width - width) / 2
        y: root.row ? (root.height - height) / 2 : (root.height - Math.max(root.high, root.usual)) / 2

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
        id: label

        anchors.left: root.row ? face.right : parent.left
        anchors.leftMargin: root.theme.small * (root.row ? 0.7 : 0.15)
        anchors.right: parent.right
        anchors.rightMargin: root.theme.small * 0.3
        y: root.row ? (root.height - height) / 2 : face.y + root.side + root.theme.small * 0.4
        theme: root.theme
        text: root.text
        font.pixelSize: root.theme.small
        font.weight: Font.Medium
        lineHeight: 1
        horizontalAlignment: root.row ? Text.AlignLeft : Text.AlignHCenter
    }
}
