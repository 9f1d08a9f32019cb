// Why it was so: one reason, or none.
pragma ComponentBehavior: Bound

import QtQuick
import "../parts"

Page {
    id: root

    withHelp: false
    withBack: true

    Title {
        theme: root.theme
        text: root.view.title
    }
    Repeater {
        model: root.view.lines
        delegate: Line {
            theme: root.theme
            color: root.theme.muted
        }
    }
    Repeater {
        model: root.view.reasons
        delegate: WideButton {
            required property var modelData
            readonly property real stretch: 1
            readonly property real most: root.theme.small * 3.6
            readonly property bool aside: true

            theme: root.theme
            size: root.theme.large
            text: modelData.text
            onPressed: root.view.reason(modelData.id)
        }
    }
    Item {
        readonly property real stretch: 0.001
    }
    WideButton {
        theme: root.theme
        icon: "next"
        mirrored: root.view.rtl
        text: root.view.words.why_skip
        onPressed: root.view.finish()
    }
}
