// How to hold the letter: the sheet in front, its code towards the camera's eye.
import QtQuick
import QtQuick.Shapes
import Eingangszone.Kiosk

Rectangle {
    id: root

    required property Theme theme
    required property real size

    implicitWidth: size
    implicitHeight: size
    radius: theme.radius
    color: theme.tint

    Shape {
        width: 120
        height: 120
        scale: root.size / 120
        transformOrigin: Item.TopLeft

        ShapePath {
            strokeColor: root.theme.action
            strokeWidth: 3.4
            fillColor: root.theme.paper
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg { path: "M 34 40 L 84 34 L 92 98 L 42 104 Z" }
        }
        ShapePath {
            strokeColor: root.theme.ink
            strokeWidth: 3.4
            fillColor: root.theme.ink
            joinStyle: ShapePath.RoundJoin

            PathSvg { path: "M 66 72 L 81 70.2 L 83 85.2 L 68 87 Z" }
        }
        ShapePath {
            strokeColor: root.theme.muted
            strokeWidth: 3
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap

            PathSvg { path: "M 43 52 L 72 48.5 M 44.5 62 L 60 60.2 M 46 72 L 58 70.6" }
        }
        ShapePath {
            strokeColor: root.theme.action
            strokeWidth: 3.4
            fillColor: root.theme.paper
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg { path: "M 48 8 H 72 V 22 H 48 Z M 60 11.5 A 3.6 3.6 0 1 1 59.99 11.5 M 24 92 C 30 88 34 86 40 88 M 24 106 C 32 108 40 108 46 104 M 50 27 L 42 33 M 70 27 L 78 32" }
        }
    }
}
