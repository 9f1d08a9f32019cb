// The short code of the letter, on keys of our own: only characters that a code can have.
pragma ComponentBehavior: Bound

import QtQuick
import Eingangszone.Kiosk
import "../parts"

Page {
    id: root

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
    CodeBoxes {
        theme: root.theme
        typed: root.view.typed
        count: root.view.codeLength
    }
    Framed {
        readonly property bool wanted: text !== ""

        theme: root.theme
        text: root.view.hint
        icon: "info"
        colour: root.theme.warning
        color: root.theme.warningTint
        strong: root.theme.roomy
    }
    Item {
        readonly property real stretch: 0.001
    }
    Tiles {
        readonly property bool touch: true
        readonly property bool aside: true
        readonly property real stretch: 1
        readonly property real most: root.theme.small * 24

        columns: 6
        gap: root.theme.gap

        Repeater {
            model: root.view.keys
            delegate: KeyButton {
                required property string modelData

                theme: root.theme
                text: modelData
                onPressed: root.view.key(modelData)
            }
        }
        KeyButton {
            theme: root.theme
            text: root.view.words.typing_erase
            icon: "erase"
            span: 2
            onPressed: root.view.erase()
        }
    }
}
