// Papers are handed in: the code that lies with them, and what to do with the two slips.
pragma ComponentBehavior: Bound

import QtQuick
import "../parts"

Page {
    id: root

    withFinish: true

    Title {
        theme: root.theme
        text: root.view.title
    }
    NumberCard {
        readonly property bool wanted: root.view.number !== ""

        view: root.view
        theme: root.theme
        apart: 0.08
    }
    Framed {
        readonly property bool failed: root.view.paperState === "failed"

        theme: root.theme
        icon: failed ? "info" : root.view.paperState === "printed" ? "box" : "printer"
        text: root.view.paper
        strong: false
        colour: failed ? root.theme.warning : root.theme.success
        color: failed ? root.theme.warningTint : root.theme.successTint
    }
    Repeater {
        model: root.view.lines
        delegate: Line {
            readonly property bool aside: true

            theme: root.theme
            size: root.theme.large
        }
    }
}
