// The technician's PIN; its digits are never shown.
pragma ComponentBehavior: Bound

import QtQuick
import Eingangszone.Kiosk
import "../parts"

Page {
    id: root

    readonly property bool shut: view.shut !== ""

    withHelp: false
    withManner: false
    withBack: true

    Title {
        theme: root.theme
        text: root.view.serviceTitle
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
        readonly property real most: root.theme.small * 20

        columns: 3
        gap: root.theme.gap

        PinField {
            view: root.view
            theme: root.theme
            span: 3
        }
        Repeater {
            model: root.view.digits
            delegate: KeyButton {
                required property string modelData

                theme: root.theme
                text: modelData
                closed: root.shut
                onPressed: root.view.key(modelData)
            }
        }
        KeyButton {
            theme: root.theme
            text: root.view.words.typing_erase
            icon: "erase"
            closed: root.shut
            onPressed: root.view.erase()
        }
        KeyButton {
            theme: root.theme
            text: "OK"
            icon: "check"
            primary: !closed
            closed: root.shut
            onPressed: root.view.save()
        }
    }
}
