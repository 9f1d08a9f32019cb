// What the camera sees, mirrored as people expect it, with corners where the code should be.
import QtQuick
import QtQuick.Shapes
import Eingangszone.Kiosk

Rectangle {
    id: root

    required property Theme theme
    required property string source
    required property string waiting
    readonly property string corners: "M 0 0.2 V 0 H 0.2 M 0.8 0 H 1 V 0.2 M 1 0.8 V 1 H 0.8 M 0.2 1 H 0 V 0.8"
    readonly property real side: Math.min(width, height) * 0.62

    color: "#131525"
    implicitHeight: theme.small * 8
    radius: theme.radius
    clip: true

    Words {
        anchors.centerIn: parent
        width: Math.min(implicitWidth, parent.width - root.theme.small * 1.4)
        visible: picture.status !== Image.Ready
        theme: root.theme
        text: root.waiting
        color: "#ffffff"
    }
    Image {
        id: picture

        anchors.fill: parent
        source: root.source
        fillMode: Image.PreserveAspectCrop
        mirror: true
        cache: false
    }
    Rectangle {
        // Its edge, where nothing else shows it on black.
        anchors.fill: parent
        visible: root.theme.contrast
        radius: root.radius
        color: "transparent"
        border.color: root.theme.line
        border.width: Math.max(2, 3 * root.theme.unit)
    }
    Shape {
        anchors.centerIn: parent
        width: root.side
        height: root.side

        ShapePath {
            scale: Qt.size(root.side, root.side)
            strokeColor: "#131525"
            strokeWidth: 20 * root.theme.unit
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg { path: root.corners }
        }
        ShapePath {
            scale: Qt.size(root.side, root.side)
            strokeColor: "#ffffff"
            strokeWidth: 10 * root.theme.unit
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg { path: root.corners }
        }
    }
}
