// How to hold the letter, in a picture and in words: a hand shows its code to the camera's eye.
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

        anchors.left: drawing.right
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
    Item {
        id: drawing

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        width: root.size * 136 / 120
        height: root.size

        Shape {
            x: -21 * root.size / 120
            width: 156
            height: 120
            scale: root.size / 120
            transformOrigin: Item.TopLeft

            // The camera: a housing with a large eye, and how it looks at the code.
            ShapePath {
                strokeColor: root.theme.action
                strokeWidth: 3.4
                fillColor: root.theme.paper
                joinStyle: ShapePath.RoundJoin

                PathSvg { path: "M 128 14 H 148 A 6 6 0 0 1 154 20 V 70 A 6 6 0 0 1 148 76 H 128 A 6 6 0 0 1 122 70 V 20 A 6 6 0 0 1 128 14 Z M 138 34 A 11 11 0 1 1 137.99 34 Z" }
            }
            ShapePath {
                strokeColor: "transparent"
                fillColor: root.theme.action

                PathSvg { path: "M 138 40 A 5 5 0 1 1 137.99 40 Z" }
            }
            ShapePath {
                strokeColor: root.theme.action
                strokeWidth: 2.6
                strokeStyle: ShapePath.DashLine
                dashPattern: [2, 2.4]
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap

                PathSvg { path: "M 117 40 L 88 28 M 117 50 L 88 62" }
            }
            // The letter: its lines of text, and the code.
            ShapePath {
                strokeColor: root.theme.action
                strokeWidth: 3.4
                fillColor: root.theme.paper
                joinStyle: ShapePath.RoundJoin

                PathSvg { path: "M 26 4 H 86 A 3 3 0 0 1 89 7 V 87 A 3 3 0 0 1 86 90 H 26 A 3 3 0 0 1 23 87 V 7 A 3 3 0 0 1 26 4 Z" }
            }
            ShapePath {
                strokeColor: root.theme.muted
                strokeWidth: 3
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap

                PathSvg { path: "M 33 16 H 48 M 33 26 H 48 M 33 36 H 48 M 33 46 H 48 M 33 56 H 48" }
            }
            ShapePath {
                strokeColor: root.theme.ink
                strokeWidth: 2.8
                fillColor: "transparent"
                joinStyle: ShapePath.MiterJoin

                PathSvg { path: "M 56 20 H 65 V 29 H 56 Z M 73 20 H 82 V 29 H 73 Z M 56 45 H 65 V 54 H 56 Z M 69 20 V 35 M 55 35 H 61 M 75 36 H 83 M 70 41 H 70.1 M 75 43 V 55 M 69 47 V 55 M 82 45 V 55" }
            }
            // The hand that holds it from below: its thumb before the letter, its fingers behind.
            ShapePath {
                strokeColor: root.theme.ink
                strokeWidth: 3.4
                fillColor: root.theme.paper
                capStyle: ShapePath.RoundCap
                joinStyle: ShapePath.RoundJoin

                PathSvg { path: "M 36 108 C 33 98 37 92 42 86 L 52 71 C 57 64 68 70 64 78 L 58 91 H 75 C 81 97 79 104 76 108 Z" }
            }
            ShapePath {
                strokeColor: root.theme.action
                strokeWidth: 3.4
                fillColor: root.theme.action
                joinStyle: ShapePath.RoundJoin

                PathSvg { path: "M 33 109 H 79 V 118 H 33 Z" }
            }
        }
    }
}
