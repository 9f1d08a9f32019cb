// The camera's mirrored picture with a frame, and how to hold the letter.
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
    CameraPicture {
        readonly property real stretch: 1
        readonly property real most: width * 0.9
        readonly property bool aside: true

        theme: root.theme
        source: root.view.preview
        waiting: root.view.words.scanning_looking
    }
    Framed {
        readonly property bool wanted: text !== ""

        theme: root.theme
        text: root.view.hint
        icon: "info"
        colour: root.theme.warning
        color: root.theme.warningTint
    }
    HoldLetter {
        readonly property bool wanted: root.view.hint === "" && root.theme.roomy
        readonly property bool extra: true

        theme: root.theme
        text: root.view.words.scanning_text
        hint: root.view.words.scanning_distance
    }
    Repeater {
        model: root.view.hint === "" && root.theme.roomy ? [] : root.view.lines
        delegate: Line {
            theme: root.theme
        }
    }
    Item {
        readonly property real stretch: 0.001
    }
    WideButton {
        theme: root.theme
        icon: "keys"
        text: root.view.words.scanning_type
        onPressed: root.view.come("type")
    }
}
