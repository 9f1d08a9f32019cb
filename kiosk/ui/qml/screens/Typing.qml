// The short code of the letter, on keys of our own: only characters that a code can have.
pragma ComponentBehavior: Bound

import QtQuick
import Eingangszone.Kiosk
import "../parts"

Page {
    id: root

    readonly property bool wrong: view.hint !== ""

    withBack: true

    Title {
        readonly property bool extra: root.wrong

        theme: root.theme
        text: root.view.title
    }
    Repeater {
        // The hint says it again, and more.
        model: root.wrong && !root.theme.roomy ? [] : root.view.lines
        delegate: Line {
            theme: root.theme
            color: root.theme.muted
        }
    }
    CodeHint {
        readonly property bool wanted: root.wrong && root.theme.wide

        theme: root.theme
        text: root.view.hint
    }
    Item {
        readonly property bool wanted: !root.theme.wide
        readonly property real stretch: 0.001
    }
    Tiles {
        // Upright it stands at the foot in any case, lower than which nothing can be.
        readonly property bool touch: root.theme.wide
        readonly property bool aside: true
        readonly property real stretch: root.view.low && !root.theme.wide ? 0 : 1
        readonly property real most: implicitHeight + root.theme.small * 6

        columns: 6
        gap: root.theme.gap

        CodeField {
            theme: root.theme
            typed: root.view.typed
            count: root.view.codeLength
            hint: root.theme.wide ? "" : root.view.hint
            span: 6
        }
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
