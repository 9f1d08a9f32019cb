// No paper came: the number is shown as large as it can be, and spoken.
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
        view: root.view
        theme: root.theme
        widest: root.theme.small * 8
    }
    Words {
        readonly property bool wanted: text !== ""

        theme: root.theme
        text: root.view.fact
        font.weight: Font.DemiBold
    }
    Repeater {
        model: root.view.lines
        delegate: Line {
            theme: root.theme
        }
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
    FollowCode {
        readonly property bool aside: true

        view: root.view
        theme: root.theme
    }
}
