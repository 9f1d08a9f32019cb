// Short sentences below each other.
pragma ComponentBehavior: Bound

import QtQuick
import Eingangszone.Kiosk

Column {
    id: root

    required property Theme theme
    required property list<string> lines
    property real size: theme.body
    property color colour: theme.ink
    readonly property bool wanted: lines.length > 0

    spacing: theme.small * 0.35

    Repeater {
        model: root.lines
        delegate: Words {
            required property string modelData

            width: root.width
            theme: root.theme
            text: modelData
            color: root.colour
            font.pixelSize: root.size
        }
    }
}
