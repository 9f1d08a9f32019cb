// The sign of a waiting zone: letter, shape and colour.
import QtQuick
import QtQuick.Shapes
import Signage

Item {
    id: sign

    required property BoardView view

    height: width

    Shape {
        width: 100
        height: 100
        scale: sign.width / 100
        transformOrigin: Item.TopLeft

        ShapePath {
            fillColor: sign.view.signColour
            strokeColor: "transparent"

            PathSvg {
                path: sign.view.sign
            }
        }
    }

    Words {
        id: letter

        x: sign.width * sign.view.letterX - width / 2
        y: sign.width * sign.view.letterY - height / 2
        text: sign.view.letter
        color: sign.view.signInk
        font.weight: Font.Bold
        font.pixelSize: Math.max(1, sign.width * sign.view.letterSize / 0.689)
    }
}
