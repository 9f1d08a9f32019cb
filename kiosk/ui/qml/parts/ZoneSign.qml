// The sign of a waiting zone: shape, letter and colour, the same as on paper, board and wall.
import QtQuick
import QtQuick.Shapes
import Eingangszone.Kiosk

Item {
    id: root

    required property Theme theme
    required property var sign
    property real size: 200
    readonly property color colour: theme.contrast ? sign.night : sign.colour

    implicitWidth: size
    implicitHeight: size

    Rectangle {
        anchors.fill: parent
        visible: root.sign.round
        radius: width / 2
        color: root.colour
    }
    Shape {
        visible: !root.sign.round

        ShapePath {
            scale: Qt.size(root.size, root.size)
            strokeColor: "transparent"
            fillColor: root.colour

            PathSvg { path: root.sign.path }
        }
    }
    Words {
        id: letter

        theme: root.theme
        text: root.sign.letter
        color: root.theme.paper
        font.pixelSize: root.sign.letter_size * root.size / 0.689
        font.weight: Font.Bold
        lineHeight: 1
        wrapMode: Text.NoWrap
        x: root.sign.letter_x * root.size - width / 2
        y: (root.sign.letter_y + root.sign.letter_size / 2) * root.size - baselineOffset
    }
}
