// Which room: as they stand on the doors.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import "../parts"

Page {
    id: root

    withBack: true

    Title {
        theme: root.theme
        text: root.view.title
    }
    Lines {
        theme: root.theme
        lines: root.view.rooms.length > 0 ? root.view.lines : [root.view.words.rooms_none]
        colour: root.theme.muted
    }
    GridLayout {
        readonly property bool wanted: root.view.rooms.length > 0
        readonly property bool touch: true
        readonly property bool aside: true
        readonly property real stretch: 1
        readonly property real most: root.theme.small * 2.8 * root.view.rooms.length

        columns: 2
        rowSpacing: root.theme.gap
        columnSpacing: root.theme.gap

        Repeater {
            model: root.view.rooms
            delegate: RoomTile {
                required property var modelData

                theme: root.theme
                text: modelData.text
                hint: modelData.hint
                onPressed: root.view.chooseRoom(modelData.id)
            }
        }
    }
    Item {
        readonly property real stretch: 0.001
    }
    Pager {
        view: root.view
        theme: root.theme
    }
}
