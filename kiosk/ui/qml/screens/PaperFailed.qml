// No paper came: the number is shown as large as it can be, and spoken.
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
        view: root.view
        theme: root.theme
        widest: root.theme.small * 8
    }
    Lines {
        theme: root.theme
        lines: root.view.lines
    }
    WayLine {
        readonly property bool aside: true

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
}
