// Where to turn first, seen by somebody who faces the kiosk: a white arrow on a dark disc.
import QtQuick
import QtQuick.Shapes
import Eingangszone.Kiosk

Rectangle {
    id: root

    required property Theme theme
    required property string arrow
    property real size: 150
    readonly property var strokes: ({
            "": "M 0 0",
            "straight": "M 12 19 V 5.5 M 6.5 11 L 12 5.5 L 17.5 11",
            "left": "M 17.5 17.5 H 11 A 3 3 0 0 1 8 14.5 V 6 M 3.8 10.2 L 8 6 L 12.2 10.2",
            "right": "M 6.5 17.5 H 13 A 3 3 0 0 0 16 14.5 V 6 M 11.8 10.2 L 16 6 L 20.2 10.2",
            "back": "M 16.5 18.5 V 9.5 A 4 4 0 0 0 8.5 9.5 V 18.5 M 4.5 14.5 L 8.5 18.5 L 12.5 14.5",
            "half_left": "M 17 17 L 7.5 7.5 M 7.5 14 V 7.5 H 14",
            "half_right": "M 7 17 L 16.5 7.5 M 10 7.5 H 16.5 V 14",
            "stairs_up": "M 4 19 H 8.5 V 14.5 H 13 V 10 H 17.5 V 5.5 H 20.5 M 5 10 L 10 5 M 6.2 5 H 10 V 8.8",
            "stairs_down": "M 3.5 5.5 H 6.5 V 10 H 11 V 14.5 H 15.5 V 19 H 20 M 14 5 L 19 10 M 19 6.2 V 10 H 15.2",
            "here": "M 12 5 V 16.5 M 7 11.5 L 12 16.5 L 17 11.5 M 7 20 H 17"
        })

    width: size
    height: size
    radius: size / 2
    color: theme.ink

    Shape {
        width: 24
        height: 24
        anchors.centerIn: parent
        scale: root.size / 36

        ShapePath {
            strokeColor: root.theme.ground
            strokeWidth: 2.4
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg { path: root.strokes[root.arrow] }
        }
    }
}
