// How to hold the letter, in a picture and in words: its code towards the camera's eye.
import QtQuick
import QtQuick.Shapes
import Eingangszone.Kiosk

Item {
    id: root

    required property Theme theme
    required property string text
    required property string hint
    readonly property real size: theme.small * 6.4

    implicitHeight: Math.max(size, words.implicitHeight)

    TwoWords {
        id: words

        anchors.left: paper.right
        anchors.leftMargin: root.theme.small
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        height: implicitHeight
        theme: root.theme
        text: root.text
        hint: root.hint
        size: root.theme.body
        hintSize: root.theme.body
        gap: 12 * root.theme.unit
    }
    Rectangle {
        id: paper

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        width: root.size
        height: root.size
        radius: root.theme.radius
        color: root.theme.tint

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
}
