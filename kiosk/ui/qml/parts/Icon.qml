// A line picture on a grid of 24, drawn as strokes so that it is sharp at every size.
import QtQuick
import QtQuick.Shapes

Item {
    id: root

    property string name
    property color colour
    property real size
    // Turned round where the direction of reading is meant.
    property bool mirrored: false
    readonly property var strokes: ({
            "": "M 0 0",
            "back": "M 19 12 H 5 M 11 6 L 5 12 L 11 18",
            "check": "M 5 13 L 10 18 L 19 7",
            "person": "M 12 4 A 4 4 0 1 1 11.99 4 Z M 4 21 C 4 16 7.5 14.5 12 14.5 C 16.5 14.5 20 16 20 21",
            "keys": "M 3 6 H 21 V 18 H 3 Z M 7 10 H 7.01 M 12 10 H 12.01 M 17 10 H 17.01 M 8 14.2 H 16",
            "ticket": "M 3 7 H 21 V 10 A 2 2 0 0 0 21 14 V 17 H 3 V 14 A 2 2 0 0 0 3 10 Z M 15 7.5 V 9 M 15 11.2 V 12.8 M 15 15 V 16.5",
            "printer": "M 7 9 V 4 H 17 V 9 M 7 17 H 4 V 9 H 20 V 17 H 17 M 7 14 H 17 V 20 H 7 Z",
            "camera": "M 4 8 H 8 L 9.5 5.5 H 14.5 L 16 8 H 20 V 19 H 4 Z M 12 10 A 3.3 3.3 0 1 1 11.99 10 Z",
            "clock": "M 12 3 A 9 9 0 1 1 11.99 3 Z M 12 7 V 12 L 15.5 14",
            "calendar": "M 4 6 H 20 V 20 H 4 Z M 4 10.5 H 20 M 8 3.5 V 7 M 16 3.5 V 7",
            "letter": "M 6 3 H 18 V 21 H 6 Z M 9 7 H 15 M 9 10 H 15 M 9 14 H 12.5 V 17.5 H 9 Z",
            "erase": "M 8 6 H 21 V 18 H 8 L 3 12 Z M 12 9.5 L 17 14.5 M 17 9.5 L 12 14.5",
            "repeat": "M 20 12 A 8 8 0 1 1 17.6 6.3 M 18 2.8 V 6.7 H 14.1",
            "house": "M 4 20 V 9.5 L 12 4 L 20 9.5 V 20 Z M 10 20 V 14 H 14 V 20",
            "desk": "M 3 12 H 21 V 20 H 3 Z M 12 3.5 A 2.6 2.6 0 1 1 11.99 3.5 Z M 7 12 C 7.4 10.4 9 9.7 12 9.7 C 15 9.7 16.6 10.4 17 12",
            "next": "M 9 5 L 16 12 L 9 19",
            "plus": "M 12 5 V 19 M 5 12 H 19",
            "minus": "M 5 12 H 19",
            "cross": "M 6 6 L 18 18 M 18 6 L 6 18",
            "papers": "M 8 3 H 15 L 19 7 V 17 H 8 Z M 15 3 V 7 H 19 M 8 7 H 5 V 21 H 16 V 17 M 11.5 11 H 15.5 M 11.5 14 H 15.5",
            "door": "M 4 21 H 20 M 6.5 21 V 3.5 H 17.5 V 21 M 14.2 12.3 H 14.21",
            "globe": "M 12 3 A 9 9 0 1 1 11.99 3 Z M 3 12 H 21 M 12 3 C 7.5 7.5 7.5 16.5 12 21 M 12 3 C 16.5 7.5 16.5 16.5 12 21",
            "options": "M 4 7 H 8.5 M 13.5 7 H 20 M 11 4.5 A 2.5 2.5 0 1 1 10.99 4.5 Z M 4 17 H 12.5 M 17.5 17 H 20 M 15 14.5 A 2.5 2.5 0 1 1 14.99 14.5 Z",
            "contrast": "M 12 3.5 A 8.5 8.5 0 1 1 11.99 3.5 Z M 12 3.5 V 20.5 M 12 7 L 15.5 7 M 12 10.3 H 19 M 12 13.6 H 19 M 12 17 H 16",
            "low": "M 12 3 V 16 M 6.5 10.5 L 12 16 L 17.5 10.5 M 5 20.5 H 19",
            "ear": "M 6.5 9 A 5.5 5.5 0 0 1 17.5 9 C 17.5 12.5 14.5 13.2 14 16.4 C 13.6 19 12.2 20.8 10 20.8 C 8.6 20.8 7.4 20 6.9 18.7 M 9.5 9.2 A 2.5 2.5 0 0 1 14.5 9.2 C 14.5 11 12 11.2 12 13.4",
            "wrench": "M 14.5 9.5 L 4.5 19.5 M 20 6.5 A 4.5 4.5 0 1 1 16.8 3.6 L 14.6 6.2 L 17.4 9 Z",
            "info": "M 12 3 A 9 9 0 1 1 11.99 3 Z M 12 11 V 16.5 M 12 7.4 H 12.01",
            "group": "M 3.5 6 H 9.5 L 11.5 8.5 H 20.5 V 19 H 3.5 Z",
            "box": "M 3.5 12 V 20 H 20.5 V 12 M 7 12 H 17 M 12 3 V 9.5 M 9 6.8 L 12 9.8 L 15 6.8",
            "people": "M 9 5 A 3.4 3.4 0 1 1 8.99 5 Z M 2.5 19.5 C 2.5 15.5 5.4 14.2 9 14.2 C 12.6 14.2 15.5 15.5 15.5 19.5 M 15.5 5.3 A 3.2 3.2 0 0 1 15.5 11.4 M 18 14.6 C 20.2 15.3 21.5 16.8 21.5 19.5",
            "code": "M 3 3 H 9 V 9 H 3 Z M 15 3 H 21 V 9 H 15 Z M 3 15 H 9 V 21 H 3 Z M 6 6 H 6.01 M 18 6 H 18.01 M 6 18 H 6.01 M 12 3 V 6 M 12 9 V 12 H 9.5 M 3 12 H 6 M 15 12 H 18 M 21 12 V 15 M 12 15 V 18 M 15 15 V 15.01 M 18 15.5 V 18 H 15.5 M 12 21 H 13 M 16 21 H 21 V 18"
        })

    implicitWidth: size
    implicitHeight: size

    Shape {
        width: 24
        height: 24
        scale: root.size / 24
        transformOrigin: Item.TopLeft
        transform: Scale { origin.x: root.size / 2; xScale: root.mirrored ? -1 : 1 }

        ShapePath {
            strokeColor: root.colour
            strokeWidth: 1.9
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg { path: root.strokes[root.name] }
        }
    }
}
