// What it is about: one touch, then the number comes, or the next choice within a group.
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
        model: root.view.concerns.length > 0 ? root.view.lines : [root.view.words.choosing_none]
        delegate: Line {
            readonly property bool extra: true

            theme: root.theme
            color: root.theme.muted
        }
    }
    Tiles {
        readonly property bool wanted: root.view.concerns.length > 0
        readonly property bool touch: true
        readonly property real stretch: 1
        readonly property real most: root.theme.small * 6 * Math.ceil(root.view.concerns.length / columns)

        columns: root.theme.wide ? 2 : 1
        gap: root.theme.gap
        mirrored: root.view.rtl

        Repeater {
            model: root.view.concerns
            delegate: ConcernCard {
                required property var modelData

                theme: root.theme
                text: modelData.name
                hint: modelData.hint
                sign: modelData.sign
                group: modelData.group
                groupWord: root.view.words.choosing_group
                mirrored: root.view.rtl
                closed: modelData.closed
                note: modelData.note
                onPressed: root.view.choose(modelData.id)
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
