// An arrow, with or without the disc behind it.
import QtQuick
import QtQuick.Shapes

Rectangle {
    id: mark

    required property string path
    required property color ink

    height: width
    radius: width / 2
    visible: path !== ""

    Shape {
        width: 24
        height: 24
        scale: 0.68 * mark.width / 24
        transformOrigin: Item.TopLeft
        x: 0.16 * mark.width
        y: 0.16 * mark.width

        ShapePath {
            fillColor: "transparent"
            strokeColor: mark.ink
            strokeWidth: 3
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: mark.path
            }
        }
    }
}
