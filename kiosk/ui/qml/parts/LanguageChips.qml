// All languages at once, where there is room: whoever reads no German finds their own script.
pragma ComponentBehavior: Bound

import QtQuick
import Eingangszone.Kiosk

Tiles {
    id: root

    required property SessionView view
    required property Theme theme
    readonly property bool touch: true

    columns: 3
    gap: theme.gap * 0.6
    mirrored: root.view.rtl

    Repeater {
        model: root.view.languages
        delegate: LanguageButton {
            required property var modelData

            theme: root.theme
            small: true
            text: modelData.name
            chosen: modelData.lang === root.view.lang ? "yes" : "no"
            onPressed: root.view.speak(modelData.lang)
        }
    }
}
