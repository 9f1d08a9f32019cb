// The way to a room: arrow first, then words, then the plan.
import QtQuick
import "../parts"

Page {
    id: root

    withBack: true
    withFinish: true
    split: !theme.compact

    Words {
        theme: root.theme
        text: root.view.title
        color: root.theme.muted
        font.pixelSize: root.theme.large
    }
    Title {
        theme: root.theme
        text: root.view.number
        font.pixelSize: root.theme.title * 1.5
        font.weight: Font.Bold
    }
    Words {
        // As it stands on the door, below its number.
        readonly property bool wanted: text !== ""
        readonly property bool extra: true

        theme: root.theme
        text: root.view.door
        font.pixelSize: root.theme.large
    }
    WayLine {
        view: root.view
        theme: root.theme
        large: root.theme.roomy
    }
    FloorPlan {
        readonly property bool wanted: root.view.plan.shown
        readonly property bool aside: true

        view: root.view
        theme: root.theme
        plan: root.view.plan
    }
    Framed {
        readonly property bool wanted: root.view.lines.length > 0
        readonly property bool aside: root.view.plan.shown

        theme: root.theme
        icon: "info"
        text: root.view.lines.join("\n")
        strong: false
    }
}
