// The whole panel to its edges: colours to look at, fields to stroke over, one small way back.
pragma ComponentBehavior: Bound

import QtQuick
import Eingangszone.Kiosk

Item {
    id: root

    required property SessionView view
    required property Theme theme
    readonly property int across: 8
    readonly property int down: 8
    readonly property list<color> colours: ["#ff0000", "#00ff00", "#0000ff", "#ffffff", "#000000", "#808080", "#ffff00", "#00ffff"]

    Item {
        id: board

        anchors.fill: parent

        Repeater {
            model: root.across * root.down
            delegate: TestField {
                required property int index
                readonly property int column: index % root.across
                readonly property int row: Math.floor(index / root.across)

                // Whole pixels, so that nothing shines through between two fields.
                x: Math.round(column * root.width / root.across)
                y: Math.round(row * root.height / root.down)
                width: Math.round((column + 1) * root.width / root.across) - x
                height: Math.round((row + 1) * root.height / root.down) - y
                color: root.colours[(index + row) % root.colours.length]
            }
        }
    }
    TestField {
        // Takes the mark of a finger that has slid beyond the edge.
        id: beyond

        visible: false
    }
    MouseArea {
        id: finger

        anchors.fill: parent
        onPressed: (board.childAt(finger.mouseX, finger.mouseY) as TestField ?? beyond).stroked = true
        onPositionChanged: (board.childAt(finger.mouseX, finger.mouseY) as TestField ?? beyond).stroked = true
    }
    Rectangle {
        // The outermost pixels, to see whether any lie behind the edge.
        anchors.fill: parent
        color: "transparent"
        border.color: "#ffffff"
        border.width: Math.ceil(2 * root.theme.unit)
    }
    FooterButton {
        // Over the corners of four fields, so that each of them is left something to touch.
        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.round(0.75 * root.height - height / 2)
        theme: root.theme
        text: root.view.words.back
        icon: "back"
        most: root.width
        onPressed: root.view.back()
    }
}
