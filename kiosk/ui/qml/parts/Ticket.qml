// What the visitor takes along: the number, where to wait, how to get there, how long.
pragma ComponentBehavior: Bound

import QtQuick

Page {
    id: root

    property bool success: false

    NumberCard {
        // Where the screen is low it must stand on the first page, whatever comes.
        readonly property bool wanted: root.theme.compact && root.theme.wide

        view: root.view
        theme: root.theme
        widest: root.theme.small * 5.6
    }
    Title {
        theme: root.theme
        text: root.view.title
        font.pixelSize: Math.max(root.theme.small * 1.1, root.theme.large * (root.theme.wide ? 1.04 : 1.2))
    }
    NumberCard {
        readonly property bool wanted: !(root.theme.compact && root.theme.wide)

        view: root.view
        theme: root.theme
        widest: root.theme.small * (root.theme.wide ? 5.6 : 6.6)
    }
    WayLine {
        readonly property bool aside: root.theme.compact

        view: root.view
        theme: root.theme
    }
    FloorPlan {
        readonly property bool wanted: root.view.plan.shown
        readonly property bool extra: true
        readonly property bool aside: true

        view: root.view
        theme: root.theme
        plan: root.view.plan
    }
    Words {
        readonly property bool wanted: text !== ""
        readonly property bool aside: true

        theme: root.theme
        text: root.view.fact
        font.pixelSize: root.theme.body * 1.06
        font.weight: Font.DemiBold
    }
    Repeater {
        model: root.view.lines
        delegate: Line {
            readonly property bool aside: true

            theme: root.theme
        }
    }
    Repeater {
        // Sentence by sentence where one frame could be higher than a page.
        model: root.theme.compact || root.view.doubts.length === 0 ? root.view.doubts : [root.view.doubts.join("\n")]
        delegate: Framed {
            required property string modelData
            readonly property bool aside: true

            theme: root.theme
            icon: "info"
            colour: root.theme.warning
            color: root.theme.warningTint
            strong: false
            text: modelData
        }
    }
    Item {
        readonly property real stretch: 0.001
    }
    Framed {
        readonly property bool wanted: text !== ""

        theme: root.theme
        icon: root.success ? "box" : "printer"
        strong: false
        text: root.view.hint === "" ? root.view.paper : root.view.hint
        colour: root.success ? root.theme.success : root.theme.action
        color: root.success ? root.theme.successTint : root.theme.tint
    }
    WideButton {
        readonly property bool wanted: root.view.canAmend
        readonly property bool aside: true

        theme: root.theme
        icon: "people"
        text: root.view.words.amend
        size: root.theme.small
        onPressed: root.view.amend()
    }
}
