// The sign of a waiting zone: letter, shape and colour.
import QtQuick
import QtQuick.Shapes

Item {
    id: sign

    required property string path
    required property color colour
    required property color ink
    required property string letter
    required property real letterX
    required property real letterY
    required property real letterSize

    height: width
    visible: letter !== ""

    Shape {
        width: 100
        height: 100
        scale: sign.width / 100
        transformOrigin: Item.TopLeft

        ShapePath {
            fillColor: sign.colour
            strokeColor: "transparent"

            PathSvg {
                path: sign.path
            }
        }
    }

    Words {
        x: sign.width * sign.letterX - width / 2
        y: sign.width * sign.letterY - height / 2
        text: sign.letter
        color: sign.ink
        font.weight: Font.Bold
        font.pixelSize: Math.max(1, sign.width * sign.letterSize / 0.689)
    }
}
