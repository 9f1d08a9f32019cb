// What it is about: one touch, then the number comes, or the next choice within a group.
pragma ComponentBehavior: Bound

import QtQuick
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
        lines: root.view.concerns.length > 0 ? root.view.lines : [root.view.words.choosing_none]
        colour: root.theme.muted
    }
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
    Item {
        readonly property real stretch: 0.001
    }
    Pager {
        view: root.view
        theme: root.theme
    }
}
