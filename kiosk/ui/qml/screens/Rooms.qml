// Which room: as they stand on the doors.
pragma ComponentBehavior: Bound

import QtQuick
import Eingangszone.Kiosk
import "../parts"

Page {
    id: root

    withBack: true
    split: false

    Title {
        theme: root.theme
        text: root.view.title
    }
    Repeater {
        model: root.view.rooms.length > 0 ? root.view.lines : [root.view.words.rooms_none]
        delegate: Line {
            readonly property bool extra: true

            theme: root.theme
            color: root.theme.muted
        }
    }
    Tiles {
        readonly property bool wanted: root.view.rooms.length > 0
        readonly property bool touch: true
        readonly property bool aside: true
        readonly property real stretch: 1
        readonly property real most: root.theme.small * 5.4 * Math.ceil(root.view.rooms.length / columns)

        columns: (root.theme.wide ? 2 : 1) * (root.theme.compact ? 1 : 2)
        gap: root.theme.gap
        mirrored: root.view.rtl

        Repeater {
            model: root.view.rooms
            delegate: RoomTile {
                required property var modelData

                theme: root.theme
                text: modelData.label
                hint: modelData.name
                door: modelData.door
                onPressed: root.view.chooseRoom(modelData.label)
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
