// The technician's PIN; its digits are never shown.
pragma ComponentBehavior: Bound

import QtQuick
import Eingangszone.Kiosk
import "../parts"

Page {
    id: root

    withHelp: false
    withManner: false
    withBack: true

    Title {
        theme: root.theme
        text: root.view.serviceTitle
    }
    Framed {
        theme: root.theme
        text: root.view.typed === "" ? "–" : root.view.typed
    }
    Framed {
        readonly property bool wanted: text !== ""

        theme: root.theme
        text: root.view.hint
        icon: "info"
        colour: root.theme.warning
        color: root.theme.warningTint
        strong: false
    }
    Tiles {
        readonly property bool touch: true
        readonly property bool aside: true

        columns: 3
        gap: root.theme.gap
        mirrored: root.view.rtl

        Repeater {
            model: root.view.digits
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
            onPressed: root.view.erase()
        }
        KeyButton {
            theme: root.theme
            text: "OK"
            icon: "check"
            primary: true
            onPressed: root.view.save()
        }
    }
}
