// Colours, edges and touch: what the technician looks at and strokes over.
pragma ComponentBehavior: Bound

import QtQuick
import Eingangszone.Kiosk

Rectangle {
    id: root

    required property Theme theme
    readonly property int across: 8
    readonly property int down: 8
    readonly property list<color> colours: ["#ff0000", "#00ff00", "#0000ff", "#ffffff", "#000000", "#808080", "#ffff00", "#00ffff"]

    implicitHeight: theme.small * 12
    color: theme.paper
    border.color: theme.ink
    border.width: 1

    Grid {
        anchors.fill: parent
        anchors.margins: 1
        columns: root.across

        Repeater {
            model: root.across * root.down
            delegate: Rectangle {
                id: field

                required property int index
                property bool stroked: false

                width: (root.width - 2) / root.across
                height: (root.height - 2) / root.down
                color: root.colours[(index + Math.floor(index / root.across)) % root.colours.length]

                Rectangle {
                    anchors.centerIn: parent
                    visible: field.stroked
                    width: Math.min(parent.width, parent.height) * 0.5
                    height: width
                    radius: width / 2
                    color: "#ffffff"
                    border.color: "#000000"
                    border.width: 4
                }
                MouseArea {
                    anchors.fill: parent
                    onPressed: field.stroked = !field.stroked
                }
            }
        }
    }
}
