// A pictogram in one colour; its holes run the other way round than its outline.
import QtQuick
import QtQuick.Shapes

Item {
    id: root

    required property string path
    required property color ink

    height: width

    Shape {
        width: 100
        height: 100
        scale: root.width / 100
        transformOrigin: Item.TopLeft

        ShapePath {
            fillRule: ShapePath.WindingFill
            fillColor: root.ink
            strokeColor: "transparent"

            PathSvg { path: root.path }
        }
    }
}
